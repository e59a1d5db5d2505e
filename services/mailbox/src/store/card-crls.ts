import type { Clock } from '@kuvert/shared/clock';
import type { Queryable } from '@kuvert/platform/postgres/database';

import type { CrlStore } from '../login/card/revocation/crl-keeper.ts';

export const createCrlStore = (database: Queryable, clock: Clock): CrlStore => ({
  read: async (url) => {
    const { rows } = await database.query<{ der: Buffer | null }>(
      'select der from card_crl where url = $1',
      [url],
    );
    return rows[0]?.der ?? undefined;
  },
  keep: async (url, { der, nextUpdate }) => {
    await database.query(
      `insert into card_crl (url, der, next_update, fetched_at, asked_at) values ($1, $2, $3, $4, $4)
       on conflict (url) do update
          set der = excluded.der, next_update = excluded.next_update, fetched_at = excluded.fetched_at,
              asked_at = excluded.asked_at, error = null`,
      [url, Buffer.from(der), nextUpdate, clock.now()],
    );
  },
  failed: async (url, code) => {
    await database.query(
      `insert into card_crl (url, asked_at, error) values ($1, $2, $3)
       on conflict (url) do update set asked_at = excluded.asked_at, error = excluded.error`,
      [url, clock.now(), code],
    );
  },
});

/** Writes down until when the listener's own certificate is good. */
export const writeListenerDown = async (
  database: Queryable,
  { origin, goodUntil }: { readonly origin: string; readonly goodUntil: Date },
): Promise<void> => {
  await database.query(
    `insert into card_listener (origin, good_until) values ($1, $2)
     on conflict (id) do update set origin = excluded.origin, good_until = excluded.good_until`,
    [origin, goodUntil],
  );
};
