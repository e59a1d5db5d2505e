import type { Database } from '@kuvert/platform/postgres/database';
import { addWork } from '@kuvert/platform/work/work';
import type { Randomness } from '@kuvert/shared/ids';

/** One row of periodic work a carrier, due now: at every start we ask what was received while we were away. */
export const scheduleSweeps = async (
  database: Database,
  randomness: Pick<Randomness, 'uuid'>,
  carriers: Iterable<string>,
): Promise<void> => {
  for (const subject of carriers)
    await database.transaction(async (transaction) => {
      const work = { service: 'ingest', kind: 'sweep-carrier', subject } as const;
      if ((await addWork(transaction, randomness, work)) !== undefined) return;
      await transaction.query(
        `update work set due_at = least(due_at, now()), ended_at = null
          where kind = 'sweep-carrier' and subject = $1 and (leased_until is null or leased_until < now())`,
        [subject],
      );
    });
};
