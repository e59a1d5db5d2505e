import type { Transaction } from '@kuvert/platform/postgres/database';
import { nearMisses, type Slip } from '@kuvert/shared/sending/near-misses';

import { contactColumns, contactSource, type ContactRow } from './contact-rows.ts';
import { readKnownNumbers, type KnownNumber } from './known-numbers.ts';
import { isKnownNumber, wasLookedAt, type LookedAt } from './second-look.ts';

/** A known number that the one at hand is but for a slip of the hand. */
export interface NearMiss extends KnownNumber {
  readonly slip: Slip;
}

/** More would help nobody to choose. */
const mostNearMisses = 3;

/** What a department knows of a number that it is about to fax. */
export interface StoredRecipient {
  /** Whose number it is. */
  readonly contact: ContactRow | null;
  /** When a fax of the department last arrived there. */
  readonly deliveredAt: Date | null;
  /** It is looked at twice before anything goes there. */
  readonly secondLook: boolean;
  /** Known numbers that it nearly is; none of a number that is known itself. */
  readonly nearMisses: readonly NearMiss[];
}

export const readRecipient = async (
  transaction: Transaction,
  looked: LookedAt,
): Promise<StoredRecipient> => {
  const { departmentId, number } = looked;
  const { rows } = await transaction.query<ContactRow>(
    `select ${contactColumns} from ${contactSource}
      where c.department_id = $1 and c.number = $2 and c.removed_at is null`,
    [departmentId, number],
  );
  const { rows: arrived } = await transaction.query<{ at: Date | null }>(
    `select max(changed_at) as at from delivery where department_id = $1 and to_number = $2 and state = 'delivered'`,
    [departmentId, number],
  );
  const isKnown = await isKnownNumber(transaction, looked);
  const others = isKnown ? [] : await readKnownNumbers(transaction, departmentId, number);
  return {
    contact: rows[0] ?? null,
    deliveredAt: arrived[0]?.at ?? null,
    secondLook: !isKnown && !(await wasLookedAt(transaction, looked)),
    nearMisses: nearMisses(number, others).slice(0, mostNearMisses),
  };
};
