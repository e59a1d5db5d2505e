import type { FaxShare, RecipientShare } from '@kuvert/shared/routing/share';

import type { Queryable } from '../postgres/database.ts';

/** More recipients than anybody looks through. */
export const mostRecipients = 1_000;

/**
 * How much of what was sent went by fax, by recipient. What was taken back before it left counts as nothing.
 * @param departmentId of the sender; null: every department that the caller may see
 */
export const readFaxShare = async (
  database: Queryable,
  departmentId: string | null,
  since: Date,
): Promise<FaxShare> => {
  const { rows } = await database.query<
    RecipientShare & { all_faxed: number; all_secure: number; all_avoidable: number }
  >(
    `with sent as (
       select o.department_id, o.to_number, o.channel from send_order o
        where o.stage = 'sent' and o.sent_at >= $2 and ($1::text is null or o.department_id = $1)
          and exists (select from delivery v where v.order_id = o.id and v.state <> 'cancelled')),
     shares as (
       select department_id, to_number, count(*) filter (where channel = 'fax')::int as faxed,
              count(*) filter (where channel <> 'fax')::int as secure
         from sent group by department_id, to_number),
     known as (
       select s.*, n.name as in_house from shares s left join lateral department_of_number(s.to_number) n on true)
     select d.name as department, k.to_number as number, c.name as contact, k.faxed, k.secure, k.in_house as "inHouse",
            sum(k.faxed) over ()::int as all_faxed, sum(k.secure) over ()::int as all_secure,
            coalesce(sum(k.faxed) filter (where k.in_house is not null) over (), 0)::int as all_avoidable
       from known k join department d on d.id = k.department_id
       left join contact c on c.department_id = k.department_id and c.number = k.to_number and c.removed_at is null
      order by k.faxed desc, k.secure desc, d.name, k.to_number limit $3`,
    [departmentId, since, mostRecipients],
  );
  const [first] = rows;
  return {
    recipients: rows.map(({ department, number, contact, faxed, secure, inHouse }) => ({
      department,
      number,
      contact,
      faxed,
      secure,
      inHouse,
    })),
    faxed: first?.all_faxed ?? 0,
    secure: first?.all_secure ?? 0,
    avoidable: first?.all_avoidable ?? 0,
  };
};
