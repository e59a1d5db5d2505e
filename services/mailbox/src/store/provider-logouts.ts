import { asId, type PersonId } from '@kuvert/shared/ids';
import type { Queryable } from '@kuvert/platform/postgres/database';

import type { LoginTables } from './login-tables.ts';

/** Uses a logout token up, and forgets those that are too old; false when this one was used before. */
export const takeLogoutToken = async (
  database: Queryable,
  { logoutToken: table }: LoginTables,
  token: { readonly hash: string; readonly expiresAt: Date; readonly at: Date },
): Promise<boolean> => {
  await database.query(`delete from ${table} where expires_at < $1`, [token.at]);
  const { rowCount } = await database.query(
    `insert into ${table} (token_hash, expires_at) values ($1, $2) on conflict do nothing`,
    [token.hash, token.expiresAt],
  );
  return rowCount === 1;
};

/**
 * Ends what goes on of a session at the provider, of a person, or both; of a person also the sessions that named none of
 * the provider's, as nobody knows which they were.
 */
export const endSessionsAt = async (
  database: Queryable,
  { session, person }: LoginTables,
  at: {
    readonly issuer: string;
    readonly subject: string | null;
    /** As {@link addSession} keeps it. */
    readonly providerSession: string | null;
    readonly at: Date;
  },
): Promise<readonly { readonly idHash: string; readonly person: PersonId }[]> => {
  const { rows } = await database.query<{ id_hash: string; person_id: string }>(
    `update ${session} s set ended_at = $4 from ${person} p
      where p.id = s.person_id and p.issuer = $1 and s.ended_at is null
        and (s.provider_session = $3
             or (p.subject = $2 and ($3::text is null or s.provider_session is null)))
      returning s.id_hash, s.person_id`,
    [at.issuer, at.subject, at.providerSession, at.at],
  );
  return rows.map((row) => ({ idHash: row.id_hash, person: asId<'person'>(row.person_id) }));
};
