import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { Queryable } from '@kuvert/platform/postgres/database';

import type { ToldGroups } from '../login/told-groups.ts';
import type { SamlSession } from '@kuvert/identity/saml/logout-messages';

import type { LoginTables } from './login-tables.ts';

/** A login that goes on when its person has chosen whom they log in as, or in which commission. */
export interface LoginChoice {
  readonly issuer: string;
  readonly subjects: readonly string[];
  readonly name: string;
  readonly loa: LevelOfAssurance | null;
  /** Null: it says nothing of groups. */
  readonly groups: ToldGroups | null;
  readonly providerSession: string | null;
  /** Of a login by SAML: the session there, for the browser to keep. */
  readonly samlSession?: SamlSession | null | undefined;
  readonly isStepUp: boolean;
  readonly returnTo: string;
}

/** What a browser brings, as hashes. */
export interface ChoiceKey {
  readonly tokenHash: string;
  readonly browserHash: string;
  readonly oldest: Date;
}

// whom partners send logs in by other means
const samlSessionOf = (table: LoginTables['choice']): string =>
  table === 'login_choice' ? 'saml_session' : 'null';

const columnsOf = (table: LoginTables['choice']): string =>
  `issuer, subjects, name, loa, groups, provider_session as "providerSession", is_step_up as "isStepUp",
     return_to as "returnTo", ${samlSessionOf(table)} as "samlSession"`;

/** Adds one, and clears away those from before `oldest`. */
export const addLoginChoice = async (
  database: Queryable,
  { choice: table }: LoginTables,
  choice: LoginChoice & ChoiceKey & { readonly at: Date },
): Promise<void> => {
  await database.query(`delete from ${table} where created_at <= $1`, [choice.oldest]);
  await database.query(
    `insert into ${table} (token_hash, browser_hash, issuer, subjects, name, loa, provider_session, is_step_up,
       return_to, created_at, groups${table === 'login_choice' ? ', saml_session' : ''})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11${table === 'login_choice' ? ', $12' : ''})`,
    [
      ...[choice.tokenHash, choice.browserHash, choice.issuer, choice.subjects, choice.name],
      ...[choice.loa, choice.providerSession, choice.isStepUp, choice.returnTo, choice.at],
      choice.groups && JSON.stringify(choice.groups),
      ...(table === 'login_choice'
        ? [choice.samlSession && JSON.stringify(choice.samlSession)]
        : []),
    ],
  );
};

/** Among whom the person of this browser may choose; undefined when no such login is under way. */
export const findLoginChoice = async (
  database: Queryable,
  { choice: table }: LoginTables,
  { tokenHash, browserHash, oldest }: ChoiceKey,
): Promise<LoginChoice | undefined> => {
  const { rows } = await database.query<LoginChoice>(
    `select ${columnsOf(table)} from ${table} where token_hash = $1 and browser_hash = $2 and created_at > $3`,
    [tokenHash, browserHash, oldest],
  );
  return rows[0];
};

/**
 * Uses it up for one of those that there are, identities first; anything else leaves it as it is, and is undefined.
 */
export const takeLoginChoice = async (
  database: Queryable,
  { choice: table }: LoginTables,
  { tokenHash, browserHash, oldest, chosen }: ChoiceKey & { readonly chosen: string },
): Promise<LoginChoice | undefined> => {
  const { rows } = await database.query<LoginChoice>(
    `delete from ${table}
      where token_hash = $1 and browser_hash = $2 and created_at > $3
        and case when cardinality(subjects) = 1 and coalesce(groups->>'kind', '') = 'choice'
                 then groups->'names' ? $4 else $4 = any(subjects) end
      returning ${columnsOf(table)}`,
    [tokenHash, browserHash, oldest, chosen],
  );
  return rows[0];
};
