import type { Transaction } from '@kuvert/platform/postgres/database';
import type { PersonId } from '@kuvert/shared/ids';
import type { SecondLook } from '@kuvert/shared/sending/second-look';

/** Of a draft that is to be sent. */
export interface LookedAt {
  readonly orderId: string;
  readonly departmentId: string;
  /** E.164 */
  readonly number: string;
}

/** Who looks twice, as the department wants it. */
export const readSecondLook = async (
  transaction: Transaction,
  departmentId: string,
): Promise<SecondLook> => {
  const { rows } = await transaction.query<{ policy: SecondLook }>(
    'select second_look as policy from department where id = $1',
    [departmentId],
  );
  return rows[0]?.policy ?? 'digits';
};

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

/** The number of this draft was looked at twice as its department wants it, perhaps before an undo. */
export const wasLookedAt = async (transaction: Transaction, draft: string): Promise<boolean> => {
  const { rows } = await transaction.query<{ looked: boolean }>(
    'select was_looked_at(o) as looked from send_order o where o.id = $1',
    [draft],
  );
  return rows[0]?.looked === true;
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
