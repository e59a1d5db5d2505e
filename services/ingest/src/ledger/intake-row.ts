import type { Transaction } from '@kuvert/platform/postgres/database';

import type { Filing } from '../use-cases/ports.ts';

/** How a PDF came; nothing for what came otherwise. */
export const insertIntake = async (
  transaction: Transaction,
  { reception, outcome }: Filing,
): Promise<void> => {
  if (outcome.state !== 'available' || !outcome.intake) return;
  const { repaired, decrypted, missingPages, removed } = outcome.intake;
  await transaction.query(
    `insert into message_intake (message_id, department_id, repaired, decrypted, missing_pages, removed)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      reception.messageId,
      reception.departmentId,
      repaired,
      decrypted,
      missingPages,
      JSON.stringify(removed),
    ],
  );
};
