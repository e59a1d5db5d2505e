import type { Transaction } from '@kuvert/platform/postgres/database';

import type { Filing, Outcome } from '../use-cases/ports.ts';

/** False when the message is there. */
export const insertMessage = async (
  transaction: Transaction,
  { reception, outcome, carrierCopy }: Filing,
  now: Date,
): Promise<boolean> => {
  const tsi = reception.tsi ?? (outcome.state === 'available' ? outcome.tsi : undefined);
  const { rowCount } = await transaction.query(
    `insert into message (id, department_id, carrier, from_number, to_number, tsi, received_at, announced_pages,
       error_text, carrier_copy, available_at, state, attention, pages, damaged_lines, missing_lines, blank_pages,
       ended_early)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     on conflict do nothing`,
    [
      reception.messageId,
      reception.departmentId,
      reception.carrier,
      reception.from,
      reception.to,
      tsi,
      reception.receivedAt,
      reception.announcedPages,
      reception.errorText,
      carrierCopy,
      now,
      ...outcomeColumns(outcome, reception.errorText !== undefined),
    ],
  );
  return rowCount === 1;
};

/** Replaces the outcome of a message that needs attention; false when it doesn't need any. */
export const mendMessage = async (
  transaction: Transaction,
  { reception, outcome }: Filing,
  now: Date,
): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    `update message set available_at = $2, state = $3, attention = $4, pages = $5, damaged_lines = $6,
       missing_lines = $7, blank_pages = $8, ended_early = $9
     where id = $1 and state = 'attention'`,
    [reception.messageId, now, ...outcomeColumns(outcome, reception.errorText !== undefined)],
  );
  return rowCount === 1;
};

/** state, attention, pages, damaged_lines, missing_lines, blank_pages, ended_early */
const outcomeColumns = (outcome: Outcome, endedEarly: boolean): readonly unknown[] => {
  if (outcome.state === 'attention')
    return ['attention', outcome.reason, null, null, null, null, endedEarly];
  const { pages, damagedLines, missingLines, blankPages, endedEarly: cut } = outcome.integrity;
  return ['available', null, pages, damagedLines, missingLines, blankPages, cut];
};
