import type { Clock } from '@kuvert/shared/clock';
import type { Database } from '@kuvert/platform/postgres/database';
import { postponeWork } from '@kuvert/platform/work/work';
import type { WorkHandler } from '@kuvert/platform/work/worker';

export const endSessionsKind = 'end-sessions';
/** The one subject of such work. */
export const allSessions = 'sessions';

const minute = 60_000;

/**
 * Periodic: sessions that are over by themselves, and looks into other departments, get their end, and a row in the audit trail that says so. Nobody can use
 * one from the moment on that it is over, whenever this looks. What was counted of requests, and is over, is forgotten as well.
 */
export const endSessions = ({
  database,
  clock,
  idleMs,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly idleMs: number;
}): WorkHandler => ({
  kind: endSessionsKind,
  retryAfterMs: () => minute,
  handle: (work) =>
    database.transaction(async (transaction) => {
      await postponeWork(transaction, work, minute, { fresh: true });
      await transaction.query(`select end_sessions($1, $2 * interval '1 millisecond')`, [
        clock.now(),
        idleMs,
      ]);
      await transaction.query('select end_glass_in_time()');
      await transaction.query('select clear_shares($1)', [clock.now()]);
    }),
});
