import type { Transaction } from '@kuvert/platform/postgres/database';
import type { PersonId } from '@kuvert/shared/ids';

/** Of a draft that is to be sent. */
export interface LookedAt {
  readonly orderId: string;
  readonly departmentId: string;
  /** E.164 */
  readonly number: string;
}

/** A verified contact has the number, or a fax of the department arrived there. */
export const isKnownNumber = async (
  transaction: Transaction,
  { departmentId, number }: Omit<LookedAt, 'orderId'>,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ known: boolean }>(
    'select is_known_number($1, $2) as known',
    [departmentId, number],
  );
  return rows[0]?.known === true;
};

/** The number of this draft was looked at twice, perhaps before an undo. */
export const wasLookedAt = async (
  transaction: Transaction,
  { orderId, number }: Pick<LookedAt, 'orderId' | 'number'>,
): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    'select from second_look where order_id = $1 and number = $2',
    [orderId, number],
  );
  return rowCount === 1;
};

export const addSecondLook = async (
  transaction: Transaction,
  { orderId, departmentId, number }: LookedAt,
  look: { readonly digits: string; readonly person: PersonId; readonly at: Date },
): Promise<void> => {
  await transaction.query(
    `insert into second_look (order_id, department_id, number, digits, person_id, at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [orderId, departmentId, number, look.digits, look.person, look.at],
  );
};
