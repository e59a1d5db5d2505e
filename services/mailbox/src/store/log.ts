import type { Transaction } from '@kuvert/platform/postgres/database';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

/** A row of the audit trail with names, as `log_rows()` gives it (infra/migrations/0057_log.sql). */
export interface LogRow {
  readonly seq: number;
  readonly at: Date;
  /** The database role that wrote it. */
  readonly service: string;
  readonly person_id: string | null;
  readonly person: string | null;
  readonly person_kind: string | null;
  readonly action: string;
  readonly department_id: string | null;
  readonly department: string | null;
  readonly message_id: string | null;
  readonly received_at: Date | null;
  readonly document_id: string | null;
  readonly detail: string | null;
  /** Whom the detail names. */
  readonly about: string | null;
}

export interface LogFilter {
  readonly person: string | null;
  readonly department: string | null;
  /** Ids of messages or sendings; any of them. */
  readonly messages: readonly string[] | null;
  /** The first eight characters of a message's id. */
  readonly reference: string | null;
  readonly actions: readonly string[] | null;
  readonly from: Date;
  readonly until: Date;
  /** Older than this row. */
  readonly before: number | null;
}

/** Whether somebody is an auditor, whose session may yet be too weak for the log. */
export interface Auditing {
  readonly allowed: boolean;
  readonly reaches: boolean;
  readonly demands: LevelOfAssurance;
}

export const readAuditing = async (transaction: Transaction): Promise<Auditing> => {
  const { rows } = await transaction.query<Auditing>('select * from my_auditing()');
  const [row] = rows;
  if (!row) throw new TypeError('my_auditing gives one row');
  return row;
};

/** Whether the person whom the transaction acts for looks through the log, in a session that is strong enough. */
export const isAuditor = async (transaction: Transaction): Promise<boolean> => {
  const { rows } = await transaction.query<{ is: boolean }>('select is_auditor() as is');
  return rows[0]?.is === true;
};

/** Rows, newest first. The search is on record before anybody has them: the database sees to both. */
export const searchLogRows = async (
  transaction: Transaction,
  filter: LogFilter,
  most: number,
  /** What was searched for, in ids and days. */
  detail: string,
): Promise<readonly LogRow[]> => {
  const { rows } = await transaction.query<LogRow>(
    'select * from search_log($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      ...[filter.person, filter.department, filter.messages, filter.reference, filter.actions],
      ...[filter.from, filter.until, filter.before, most, detail],
    ],
  );
  return rows;
};

/** What showed somebody what a document says, or let them take it along: as `log_reads()` of the database has it. */
export const readingActions = [
  ...['page', 'text', 'partner-details', 'concerned', 'download', 'print', 'sent-page'],
  ...['sent-receipt', 'approval-page', 'read-incident', 'export-incident', 'front-desk-found'],
  ...['room-page', 'room-download'],
];

export interface LogPerson {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly departments: readonly string[];
}

/** People and systems with that in their name, or of that id: 21 at most. */
export const findLogPeople = async (
  transaction: Transaction,
  name: string,
): Promise<readonly LogPerson[]> => {
  const { rows } = await transaction.query<LogPerson>('select * from log_people($1)', [name]);
  return rows;
};
