import type { Queryable } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';

/**
 * A call has ended: of what waits for nothing but a line, the oldest whose pages are made looks again at once, and the
 * oldest whose pages are not: one goes, and one gets ready. Lost in a crash, or missed by one that is just now told that
 * all lines are in use, it is made good by each one's own next look.
 */
export const wakeNext = async (database: Queryable, bell: Pick<Bell, 'ring'>): Promise<void> => {
  const { rows } = await database.query<{ id: string }>(
    `update work set due_at = now() where id in (
       select next.id from unnest(array['preparing', 'queued']) as waiting(state), lateral (
         select w.id from work w join delivery d on d.id = w.subject
          where w.service = 'outbound' and w.kind = 'dispatch' and w.ended_at is null and w.leased_until is null
            and w.due_at > now() and w.last_error is null
            and d.state = waiting.state and d.due_at <= now() and d.waits_for is null
          order by d.due_at, d.id limit 1 for update of w skip locked) next)
     returning id`,
  );
  for (const { id } of rows) await bell.ring('outbound', asId<'work'>(id));
};
