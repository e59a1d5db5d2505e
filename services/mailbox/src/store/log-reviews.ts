import type { Transaction } from '@kuvert/platform/postgres/database';

import type { LogRow } from './log.ts';

export type Verdict = 'fine' | 'ask';

/** A random sample of what people read in a time. */
export interface LogReview {
  readonly id: string;
  readonly from: Date;
  readonly until: Date;
  readonly population: number;
  readonly size: number;
  readonly drawnBy: string;
  readonly drawnAt: Date;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  /** Sealed for the log's own key. */
  readonly note: Uint8Array | null;
}

export interface ReviewedRow {
  readonly number: number;
  readonly verdict: Verdict | null;
  readonly row: LogRow;
}

const reviewsSql = `
select r.id, r.from_at as "from", r.until_at as "until", r.population, d.name as "drawnBy", r.drawn_at as "drawnAt",
       s.name as "signedBy", r.signed_at as "signedAt", r.note,
       (select count(*)::int from log_review_item i where i.review_id = r.id) as size
  from log_review r join person d on d.id = r.drawn_by left join person s on s.id = r.signed_by`;

/** The newest, some two years of one a month. */
export const listLogReviews = async (transaction: Transaction): Promise<readonly LogReview[]> => {
  const { rows } = await transaction.query<LogReview>(
    `${reviewsSql} order by r.drawn_at desc, r.id limit 24`,
  );
  return rows;
};

export const readLogReview = async (
  transaction: Transaction,
  id: string,
): Promise<LogReview | undefined> => {
  const { rows } = await transaction.query<LogReview>(`${reviewsSql} where r.id = $1`, [id]);
  return rows[0];
};

/** Its rows; that they were looked at is on record. */
export const readReviewedRows = async (
  transaction: Transaction,
  id: string,
): Promise<readonly ReviewedRow[]> => {
  const { rows } = await transaction.query<LogRow & Pick<ReviewedRow, 'number' | 'verdict'>>(
    'select number, verdict, (entry).* from read_log_review($1)',
    [id],
  );
  return rows.map(({ number, verdict, ...row }) => ({ number, verdict, row }));
};

/** How much people read in that time. */
export const countReads = async (
  transaction: Transaction,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<number> => {
  const { rows } = await transaction.query<{ count: number }>(
    'select count_log_reads($1, $2) as count',
    [from, until],
  );
  return rows[0]?.count ?? 0;
};

export const drawLogReview = async (
  transaction: Transaction,
  review: {
    readonly id: string;
    readonly from: Date;
    readonly until: Date;
    /** From 1. */
    readonly places: readonly number[];
    readonly population: number;
    readonly at: Date;
  },
): Promise<void> => {
  await transaction.query('select draw_log_review($1, $2, $3, $4, $5, $6)', [
    ...[review.id, review.from, review.until, review.places, review.population, review.at],
  ]);
};

/** Keeps what is said of each, and signs the whole where there is a note; false when it was signed before. */
export const judgeLogReview = async (
  transaction: Transaction,
  id: string,
  judged: {
    readonly fine: readonly number[];
    readonly ask: readonly number[];
    readonly note: Uint8Array | null;
    readonly at: Date;
  },
): Promise<boolean> => {
  const { rows } = await transaction.query<{ kept: boolean }>(
    'select judge_log_review($1, $2, $3, $4, $5) as kept',
    [id, judged.fine, judged.ask, judged.note, judged.at],
  );
  return rows[0]?.kept === true;
};
