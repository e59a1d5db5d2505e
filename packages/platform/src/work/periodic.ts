import type { Randomness } from '@kuvert/shared/ids';

import type { Database } from '../postgres/database.ts';
import type { ServiceName } from '../postgres/migrate.ts';
import { addWork } from './work.ts';

/** One row of periodic work a subject, due now: whoever starts looks at once at what happened meanwhile. */
export const schedulePeriodic = async (
  database: Database,
  randomness: Pick<Randomness, 'uuid'>,
  service: ServiceName,
  kind: string,
  subjects: Iterable<string>,
): Promise<void> => {
  for (const subject of subjects)
    await database.transaction(async (transaction) => {
      const work = { service, kind, subject };
      if ((await addWork(transaction, randomness, work)) !== undefined) return;
      await transaction.query(
        `update work set due_at = least(due_at, now()), ended_at = null
          where kind = $1 and subject = $2 and (leased_until is null or leased_until < now())`,
        [kind, subject],
      );
    });
};
