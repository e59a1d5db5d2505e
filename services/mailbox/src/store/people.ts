import { asId, newId, type PersonId, type Randomness } from '@kuvert/shared/ids';
import type { Queryable } from '@kuvert/platform/postgres/database';

import type { LoginTables } from './login-tables.ts';

/**
 * Finds or adds the person whom an identity provider names; the name is the newest that it gave. Their row is held until the
 * transaction's end: nobody is deactivated meanwhile.
 */
export const upsertPerson = async (
  database: Queryable,
  { person: table, hasLeft }: LoginTables,
  randomness: Pick<Randomness, 'uuid'>,
  person: {
    readonly issuer: string;
    readonly subject: string;
    readonly name: string;
    readonly at: Date;
  },
): Promise<{ readonly id: PersonId; readonly hasLeft: boolean }> => {
  const { rows } = await database.query<{ id: string; hasLeft: boolean }>(
    `insert into ${table} (id, issuer, subject, name, created_at) values ($1, $2, $3, $4, $5)
     on conflict (issuer, subject) do update set name = excluded.name
     returning id, ${hasLeft} as "hasLeft"`,
    [newId<'person'>(randomness), person.issuer, person.subject, person.name, person.at],
  );
  return { id: asId<'person'>(rows[0]?.id ?? ''), hasLeft: rows[0]?.hasLeft ?? true };
};

/** Somebody whom a provider names, if they are known. */
export const findPerson = async (
  database: Queryable,
  { person: table }: LoginTables,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Promise<PersonId | undefined> => {
  const { rows } = await database.query<{ id: string }>(
    `select id from ${table} where issuer = $1 and subject = $2`,
    [issuer, subject],
  );
  return rows[0] && asId<'person'>(rows[0].id);
};

/** What the identity provider last called a person. */
export const readName = async (database: Queryable, person: string): Promise<string> => {
  const { rows } = await database.query<{ name: string }>('select name from person where id = $1', [
    person,
  ]);
  return rows[0]?.name ?? '';
};

export const setLocale = async (
  database: Queryable,
  { person: table }: LoginTables,
  person: PersonId,
  locale: string,
): Promise<void> => {
  await database.query(`update ${table} set locale = $2 where id = $1`, [person, locale]);
};
