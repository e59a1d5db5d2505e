import type { PersonId } from '@kuvert/shared/ids';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { MessagePage, View } from '#api';
import {
  summaryColumns,
  summarySource,
  toSummary,
  type Country,
  type SummaryRow,
} from './summary.ts';
import { openReferralStates } from './referrals.ts';
import { cursorOf, parseCursor } from './cursor.ts';

export const pageSize = 50;

/** What is open stays a few, and is found by the work state's index while what is done grows for years. */
const open = 'h.department_id = $1 and h.state';

/** `$1` is the department, `$2` the person who asks. */
const conditions: Readonly<Record<View, string>> = {
  new: `${open} = 'new'`,
  mine: `${open} = 'taken' and h.person_id = $2`,
  taken: `${open} = 'taken'`,
  referrals: `g.department_id = $1 and g.state in (${openReferralStates})`,
  attention: `${open} in ('new', 'taken') and m.state = 'attention'`,
  done: `h.state in ('registered', 'not-registered', 'forwarded')`,
  quarantine: `${open} = 'quarantined'`,
  all: 'true',
};

/** One page of a department's messages, newest first. @throws KuvertError `request-invalid` for a cursor that isn't ours */
export const listMessages = async (
  transaction: Transaction,
  query: {
    readonly departmentId: string;
    readonly person: PersonId;
    readonly view: View;
    readonly cursor?: string | undefined;
    /** Those that became available before are left out. */
    readonly since?: Date | undefined;
  },
  country: Country,
): Promise<MessagePage> => {
  const after = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  const { rows } = await transaction.query<SummaryRow & { micros: number }>(
    `select ${summaryColumns}, (extract(epoch from m.available_at) * 1000000)::bigint as micros
       from ${summarySource}
      where m.department_id = $1 and $2::text is not null and ${conditions[query.view]}
        and ($3::bigint is null
          or (m.available_at, m.id) < (timestamptz 'epoch' + $3::bigint * interval '1 microsecond', $4::text))
        and ($6::timestamptz is null or m.available_at >= $6::timestamptz)
      order by m.available_at desc, m.id desc limit $5`,
    [
      query.departmentId,
      query.person,
      after?.micros ?? null,
      after?.id ?? null,
      pageSize + 1,
      query.since ?? null,
    ],
  );
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    messages: shown.map((row) => toSummary(row, country)),
    next: rows.length > pageSize && last ? cursorOf(last) : null,
  };
};
