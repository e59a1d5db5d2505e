import type { Transaction } from '@kuvert/platform/postgres/database';

/** A number that the department has something to do with. */
export interface KnownNumber {
  /** E.164 */
  readonly number: string;
  /** Of the contact whose it is. */
  readonly name: string | null;
}

/** More than a department faxes to; the newest count. */
const most = 5000;

/** Numbers of a department's contacts, then those that its faxes arrived at, of about this length. */
export const readKnownNumbers = async (
  transaction: Transaction,
  departmentId: string,
  about: string,
): Promise<KnownNumber[]> => {
  const { rows } = await transaction.query<KnownNumber>(
    `with contacts as (
       select number, name from contact
        where department_id = $1 and removed_at is null and abs(length(number) - length($2)) <= 1),
     reached as (
       select to_number as number, max(changed_at) as at from delivery d
        where department_id = $1 and state = 'delivered' and abs(length(to_number) - length($2)) <= 1
          and to_number not in (select number from contacts)
          and not exists (select from incident i where i.order_id = d.order_id)
        group by to_number order by at desc limit $3)
     (select number, name from contacts order by name) union all (select number, null from reached order by at desc)`,
    [departmentId, about, most],
  );
  return rows;
};
