import type { Bell } from '@kuvert/shared/ports/bell';
import { asId } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';
import { dueWork, postponeWork } from '@kuvert/platform/work/work';
import type { WorkHandler } from '@kuvert/platform/work/worker';

/** Also the kind of its rows, whose subject is the kind of work that they look after. */
export const addMissingKind = 'add-missing';

const minutes = 60_000;
const whileSomeWaitMs = minutes / 2;
const onceAllHaveItMs = 60 * minutes;

/**
 * Periodic: gives messages the work that they lack, since they came before there was such work. A few at a time, and
 * none while some wait, so that a new fax is not served after ten years of old ones.
 */
export const addMissing = ({
  database,
  bell,
}: {
  readonly database: Database;
  readonly bell: Bell;
}): WorkHandler => ({
  kind: addMissingKind,
  retryAfterMs: () => 5 * minutes,
  handle: async (work) => {
    const added = await database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: string }>(
        'select add_missing_work($1) as id',
        [work.subject],
      );
      const waiting = await dueWork(transaction, 'mailbox', [work.subject], 1);
      const inMs = waiting.length > 0 ? whileSomeWaitMs : onceAllHaveItMs;
      await postponeWork(transaction, work, inMs, { fresh: true });
      return rows.map(({ id }) => asId<'work'>(id));
    });
    for (const id of added) await bell.ring('mailbox', id);
  },
});
