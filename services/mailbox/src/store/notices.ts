import type { Queryable } from '@kuvert/platform/postgres/database';
import type { DepartmentNoticeKind } from '@kuvert/shared/notices/notice';

import type { TimelineEvent } from '#api';

interface Row {
  readonly about: DepartmentNoticeKind;
  readonly accepted: boolean;
  readonly addresses: number;
  readonly at: Date;
}

/**
 * What the department was told of a message by mail, as its timeline has it: when the mail server first took a notice and for
 * how many addresses; and how many could not be told, when that was certain of the last. Nobody here sees an address.
 */
export const readNoticeEvents = async (
  database: Queryable,
  message: string,
): Promise<TimelineEvent[]> => {
  const { rows } = await database.query<Row>(
    `select n.kind as about, n.outcome = 'accepted' as accepted,
            count(distinct coalesce(n.address_id, n.id))::int as addresses,
            case when n.outcome = 'accepted' then min(n.ended_at) else max(n.ended_at) end as at
       from notice_message m join notice n on n.id = m.notice_id
      where m.message_id = $1 and n.outcome in ('accepted', 'refused', 'given-up')
      group by n.kind, n.outcome = 'accepted'`,
    [message],
  );
  return rows.map(({ about, accepted, addresses, at }) => ({
    at: at.toISOString(),
    kind: accepted ? 'notified' : 'not-notified',
    by: null,
    note: null,
    notice: { about, addresses },
  }));
};
