-- On which lists of junk senders a fax's number is, for those who can open the fax: the house's and its department's, whether
-- whoever asks may change each (`change`; `log-in`: in a stronger session), and of a list that has it who else can, three at
-- most: a department's administrators, and the house's where it has none. The reason is told to those who may change it. `never`
-- says why it can't be put on one, by the code that refuses it. The lists themselves remain their administrators'.
create function junk_lists_of(p_message text) returns table (
  department_id text, number text, never text, list text, listed boolean, reason text, may text, who text[]
)
language sql stable security definer set search_path = public, pg_temp as $$
  with fax as (
    select m.id, m.department_id, m.from_number, case
             when not is_fax(m.id) or exists (select from referral r where r.message_id = m.id) then 'only-faxes'
             when m.from_number !~ '^\+[1-9][0-9]{3,14}$' then 'number-invalid'
             when exists (select from fax_number f where f.number = m.from_number) then 'junk-own'
             when exists (select from contact c where c.department_id = m.department_id and c.number = m.from_number
                             and c.removed_at is null and c.verified_at is not null) then 'junk-verified' end as never
      from message m
     where m.id = p_message and m.department_id in (select my_departments()) and m.id not in (select my_closed_messages())
  ), looked_after as (
    select 'department' as list, department_id as of_department, administers(department_id) as now,
           is_system_administrator() or (acts_still() and exists (select from membership m
             where m.department_id = fax.department_id and m.person_id = administrator_acting() and m.role = 'administrator')) as ever,
           (select array_agg(p.name order by p.name) from membership m join person p on p.id = m.person_id
             where m.department_id = fax.department_id and m.role = 'administrator' and p.deactivated_at is null) as names
      from fax
    union all
    select 'house', null, administers_house(), is_system_administrator(), null
      from fax
  )
  select fax.department_id, fax.from_number, fax.never, l.list, s.id is not null, case when l.now then s.reason end,
         case when l.now then 'change' when l.ever then 'log-in' end,
         case when s.id is null then '{}' else (coalesce(l.names, array(
           select p.name from house_role h join person p on p.id = h.person_id
            where h.role = 'system-administrator' and p.deactivated_at is null order by p.name)))[1:3] end
    from fax cross join looked_after l
    left join junk_sender s on s.number = fax.from_number and s.department_id is not distinct from l.of_department
     and fax.never is distinct from 'only-faxes'
$$;
revoke all on function junk_lists_of from public;
grant execute on function junk_lists_of to kuvert_mailbox;
