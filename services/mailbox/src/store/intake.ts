import { REMOVED_KINDS } from '@kuvert/fax-document/removed-content';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { Intake } from '#api';

interface Row {
  readonly repaired: boolean;
  readonly decrypted: boolean;
  readonly missing_pages: number;
  readonly removed: Readonly<Record<string, number>>;
}

/** How a message's PDF came; null when it came otherwise, or before that was written down. */
export const readIntake = async (
  transaction: Transaction,
  messageId: string,
): Promise<Intake | null> => {
  const { rows } = await transaction.query<Row>(
    'select repaired, decrypted, missing_pages, removed from message_intake where message_id = $1',
    [messageId],
  );
  return rows[0] ? toIntake(rows[0]) : null;
};

const toIntake = (row: Row): Intake => ({
  repaired: row.repaired,
  decrypted: row.decrypted,
  missingPages: row.missing_pages,
  removed: REMOVED_KINDS.flatMap((kind) => {
    const count = row.removed[kind];
    return count === undefined ? [] : [{ kind, count }];
  }),
});
