import type { Database } from '@kuvert/platform/postgres/database';

import type { SdkLedger } from '../use-cases/sdk-ports.ts';

/** What of SDK's message service lies in PostgreSQL, as the role `kuvert_ingest`. */
export const createSdkLedger = (database: Database): SdkLedger => ({
  lastTakenAt: async () => {
    const { rows } = await database.query<{ at: Date | null }>(
      "select max(accepted_at) as at from reception where carrier = 'sdk'",
    );
    return rows[0]?.at ?? undefined;
  },
  held: async () => {
    const { rows } = await database.query<{ messageId: string; tries: number; retryAt: Date }>(
      'select message_id as "messageId", tries, retry_at as "retryAt" from sdk_held order by held_at',
    );
    return rows;
  },
  hold: ({ messageId, tries, retryAt, from, why, at }) =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ isNew: boolean }>(
        `insert into sdk_held (message_id, sender, sender_address, recipient_address, code, field, held_at, tries, retry_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (message_id) do update
           set sender = excluded.sender, sender_address = excluded.sender_address,
               recipient_address = excluded.recipient_address, code = excluded.code, field = excluded.field,
               tries = excluded.tries, retry_at = excluded.retry_at
         returning tries = 1 as "isNew"`,
        [
          messageId,
          from.sender,
          from.senderAddress,
          from.recipientAddress,
          why.code,
          why.field,
          at,
          tries,
          retryAt,
        ],
      );
      if (rows[0]?.isNew !== true) return;
      await transaction.query("select audit_append(null, 'sdk-held', null, null, null, $1)", [
        `message ${messageId} ${why.code}`,
      ]);
    }),
  release: (messageId, as) =>
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query('delete from sdk_held where message_id = $1', [
        messageId,
      ]);
      if (rowCount !== 1) return;
      await transaction.query('select audit_append(null, $1, null, null, null, $2)', [
        as === 'taken' ? 'sdk-taken-after-all' : 'sdk-gone',
        `message ${messageId}`,
      ]);
    }),
});
