import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { Queryable } from '@kuvert/platform/postgres/database';

import type { LoginTables } from './login-tables.ts';

/** By what a login under way is to end: no other one ends it. */
export type LoginMeans = 'sso' | 'card' | 'saml';

export interface LoginAttempt {
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
  readonly loa: LevelOfAssurance | null;
}

/** Adds a login under way and clears away those from before `oldest`. */
export const addLoginAttempt = async (
  database: Queryable,
  { attempt: table }: LoginTables,
  attempt: LoginAttempt & {
    readonly stateHash: string;
    readonly browserHash: string;
    readonly means: LoginMeans;
    readonly at: Date;
    readonly oldest: Date;
  },
): Promise<void> => {
  await database.query(`delete from ${table} where created_at <= $1`, [attempt.oldest]);
  await database.query(
    `insert into ${table} (state_hash, browser_hash, nonce, code_verifier, return_to, created_at, loa, means)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      attempt.stateHash,
      attempt.browserHash,
      attempt.nonce,
      attempt.codeVerifier,
      attempt.returnTo,
      attempt.at,
      attempt.loa,
      attempt.means,
    ],
  );
};

/** How many logins are under way. */
export const countLoginAttempts = async (
  database: Queryable,
  { attempt: table }: LoginTables,
): Promise<number> => {
  const { rows } = await database.query<{ count: number }>(`select count(*) from ${table}`);
  return rows[0]?.count ?? 0;
};

/** Uses an attempt up: a second answer with the same state, or one from another browser, finds nothing. */
export const takeLoginAttempt = async (
  database: Queryable,
  { attempt: table }: LoginTables,
  key: {
    readonly stateHash: string;
    readonly browserHash: string;
    readonly means: LoginMeans;
    readonly oldest: Date;
  },
): Promise<LoginAttempt | undefined> => {
  const { rows } = await database.query<LoginAttempt>(
    `delete from ${table} where state_hash = $1 and browser_hash = $2 and created_at > $3 and means = $4
     returning nonce, code_verifier as "codeVerifier", return_to as "returnTo", loa`,
    [key.stateHash, key.browserHash, key.oldest, key.means],
  );
  return rows[0];
};

/**
 * Uses an attempt up by its state alone, for an answer that another site posts: no cookie comes with it. Whoever goes on is
 * the browser that began it.
 */
export const takePostedAttempt = async (
  database: Queryable,
  { attempt: table }: LoginTables,
  key: { readonly stateHash: string; readonly means: LoginMeans; readonly oldest: Date },
): Promise<PostedAttempt | undefined> => {
  const { rows } = await database.query<PostedAttempt>(
    `delete from ${table} where state_hash = $1 and created_at > $2 and means = $3
     returning nonce, code_verifier as "codeVerifier", return_to as "returnTo", loa,
       browser_hash as "browserHash", created_at as "beganAt"`,
    [key.stateHash, key.oldest, key.means],
  );
  return rows[0];
};

export interface PostedAttempt extends LoginAttempt {
  readonly browserHash: string;
  readonly beganAt: Date;
}

/** A login under way, left as it is. */
export const findLoginAttempt = async (
  database: Queryable,
  { attempt: table }: LoginTables,
  key: { readonly stateHash: string; readonly means: LoginMeans; readonly oldest: Date },
): Promise<Pick<LoginAttempt, 'returnTo'> | undefined> => {
  const { rows } = await database.query<Pick<LoginAttempt, 'returnTo'>>(
    `select return_to as "returnTo" from ${table}
      where state_hash = $1 and means = $2 and created_at > $3`,
    [key.stateHash, key.means, key.oldest],
  );
  return rows[0];
};
