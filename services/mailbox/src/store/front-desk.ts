import type { AttentionReason } from '@kuvert/shared/attention';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import { markOf } from '@kuvert/shared/integrity';
import { showNumber } from '@kuvert/shared/phone';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { FaxState, FoundFax, FrontDeskAnswer } from '#api';
import type { Country } from './summary.ts';

/** Whether the person whom the transaction acts for answers the telephone. */
export const isFrontDesk = async (transaction: Transaction): Promise<boolean> => {
  const { rowCount } = await transaction.query('select from front_desk');
  return rowCount === 1;
};

interface Row {
  readonly message_id: string;
  readonly department_id: string;
  readonly department: string;
  readonly from_number: string;
  readonly to_number: string;
  readonly received_at: Date;
  readonly state: 'available' | 'attention' | null;
  readonly attention: AttentionReason | null;
  readonly pages: number | null;
  readonly announced_pages: number | null;
  readonly damaged_lines: number | null;
  readonly missing_lines: number | null;
  readonly blank_pages: number[] | null;
  readonly ended_early: boolean;
  readonly handling: Extract<FaxState, { kind: 'arrived' }>['handling'] | null;
  readonly handled_at: Date | null;
}

/** As many as are shown; `front_desk_find()` gives one more. */
const most = 20;

/** What came from or to a number (E.164) in a time of a month at most, newest first; none to anybody else. */
export const findFaxes = async (
  transaction: Transaction,
  query: { readonly number: string; readonly from: Date; readonly until: Date },
  country: Country,
): Promise<FrontDeskAnswer> => {
  const { rows } = await transaction.query<Row>('select * from front_desk_find($1, $2, $3)', [
    query.number,
    query.from,
    query.until,
  ]);
  return {
    faxes: rows.slice(0, most).map((row) => toFound(row, country)),
    isMore: rows.length > most,
    demands: await readDemanded(transaction),
  };
};

/** What opens every department to these questions; null when the session does. */
const readDemanded = async (transaction: Transaction): Promise<LevelOfAssurance | null> => {
  const { rows } = await transaction.query<{ demands: LevelOfAssurance | null }>(
    'select front_desk_demand() as demands',
  );
  return rows[0]?.demands ?? null;
};

const toFound = (row: Row, country: Country): FoundFax => ({
  id: row.message_id,
  departmentId: row.department_id,
  department: row.department,
  from: showNumber(row.from_number, country),
  to: showNumber(row.to_number, country),
  receivedAt: row.received_at.toISOString(),
  state: toState(row),
});

const toState = (row: Row): FaxState => {
  if (row.state === null) return { kind: 'arriving' };
  if (row.attention !== null) return { kind: 'failed', reason: row.attention };
  const facts = {
    pages: row.pages ?? 0,
    damagedLines: row.damaged_lines ?? 0,
    missingLines: row.missing_lines ?? 0,
    blankPages: row.blank_pages ?? [],
    endedEarly: row.ended_early,
  };
  const announced = row.announced_pages === null ? {} : { announcedPages: row.announced_pages };
  return {
    kind: 'arrived',
    pages: facts.pages,
    announcedPages: row.announced_pages,
    mark: markOf({ ...facts, ...announced }),
    damagedLines: facts.damagedLines,
    handling: row.handling ?? 'new',
    handledAt: row.handled_at?.toISOString() ?? null,
  };
};
