import type { Transaction } from '@kuvert/platform/postgres/database';

import { contactColumns, contactSource, type ContactRow } from './contact-rows.ts';

/** What a department knows of a number that it is about to fax. */
export interface StoredRecipient {
  /** Whose number it is. */
  readonly contact: ContactRow | null;
}

export const readRecipient = async (
  transaction: Transaction,
  departmentId: string,
  number: string,
): Promise<StoredRecipient> => {
  const { rows } = await transaction.query<ContactRow>(
    `select ${contactColumns} from ${contactSource}
      where c.department_id = $1 and c.number = $2 and c.removed_at is null`,
    [departmentId, number],
  );
  return { contact: rows[0] ?? null };
};
