import type { Transaction } from '@kuvert/platform/postgres/database';
import { isSecure } from '@kuvert/shared/routing/address';
import { nearMisses, type Slip } from '@kuvert/shared/sending/near-misses';
import type { SecondLook } from '@kuvert/shared/sending/second-look';

import { contactColumns, contactSource, type ContactRow } from './contact-rows.ts';
import { readKnownNumbers, type KnownNumber } from './known-numbers.ts';
import { readRoute, type Route, type Routed } from './routes.ts';
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
  /** By which channel it would go now. */
  readonly route: Route;
  /** By whom it is looked at twice before anything goes there; null where nobody needs to. */
  readonly secondLook: SecondLook | null;
  /** Known numbers that it nearly is; none of a number that is known itself. */
  readonly nearMisses: readonly NearMiss[];
}

export const readRecipient = async (
  transaction: Transaction,
  looked: LookedAt & Routed,
  policy: SecondLook,
): Promise<StoredRecipient> => {
  const { orderId, departmentId, number } = looked;
  const { rows } = await transaction.query<ContactRow>(
    `select ${contactColumns} from ${contactSource}
      where c.department_id = $1 and c.number = $2 and c.removed_at is null`,
    [departmentId, number],
  );
  const { rows: arrived } = await transaction.query<{ at: Date | null }>(
    `select max(changed_at) as at from delivery where department_id = $1 and to_number = $2 and state = 'delivered'`,
    [departmentId, number],
  );
  const route = await readRoute(transaction, looked);
  // who is in this house, or was written down by the operator, can't be misdialled
  const isKnown = goesSecurely(route) || (await isKnownNumber(transaction, looked));
  const others = isKnown ? [] : await readKnownNumbers(transaction, departmentId, number);
  return {
    contact: rows[0] ?? null,
    deliveredAt: arrived[0]?.at ?? null,
    route,
    secondLook: isKnown || (await wasLookedAt(transaction, orderId)) ? null : policy,
    nearMisses: nearMisses(number, others).slice(0, mostNearMisses),
  };
};

const goesSecurely = ({ choice }: Route): boolean =>
  choice.kind === 'chosen' && isSecure(choice.channel);
