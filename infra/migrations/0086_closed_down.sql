-- A department is closed down: nothing leads there any more, its members go on with what is there, and it can be opened again.
-- What leads to a department are its fax numbers and what partners call it; that neither leads to one that is closed down is
-- said by triggers, whoever writes. Its documents stay where they are, and somebody stays who can read them.

alter table department add column closed_down_at timestamptz;

-- Waits for whoever closes it down just now.
create function leads_to_open_department() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from department where id = new.department_id and closed_down_at is null for share;
  if not found then
    raise exception 'nothing leads to a department that is closed down' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function leads_to_open_department from public;
create trigger leads_to_open_department before insert or update of department_id on fax_number
  for each row execute function leads_to_open_department();
create trigger leads_to_open_department before insert or update of department_id on department_address
  for each row execute function leads_to_open_department();

-- As 0012_forwarding.sql has them: a fax goes on to departments that are there.
create or replace function departments_to_forward_to() returns table (id text, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name from department d where d.closed_down_at is null and exists (select from my_departments())
$$;
create or replace function key_to_forward_to(p_department text) returns table (id text, recipient text)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.recipient from department_key k join department d on d.id = k.department_id and d.closed_down_at is null
   where k.department_id = p_department and k.retired_at is null and exists (select from my_departments())
$$;

-- As 0082_administered.sql has it, and `closed`: the department is closed down.
create or replace function put_number(p_number text, p_department text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_had text;
begin
  perform demand_administrator(null);
  perform from department where id = p_department and closed_down_at is not null;
  if found then return 'closed'; end if;
  select department_id into v_had from fax_number where number = p_number for update;
  if v_had = p_department then return 'same'; end if;
  if v_had is not null then
    update fax_number set department_id = p_department where number = p_number;
    perform audit_append(administrator_acting(), 'number-removed', v_had, null, null, null);
  else
    insert into fax_number (number, department_id) values (p_number, p_department);
  end if;
  perform audit_append(administrator_acting(), 'number-added', p_department, null, null, null);
  return case when v_had is null then 'added' else 'moved' end;
end $$;

-- Its members who have not left.
create function present_members(p_department text) returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select m.person_id from membership m join person p on p.id = m.person_id and p.kind = 'person' and p.deactivated_at is null
   where m.department_id = p_department
$$;
revoke all on function present_members from public;

-- Closes a department down, its numbers led to another one (null: they are unassigned from then on). `closed`, or what is in the
-- way: `same`, it is so already; `unassigned`, faxes to unknown numbers come to it; `untaken`, somebody has to take what came
-- first; `addresses`, partners write to it; `nobody`, no member could read what is there; `nowhere`, there is no department that
-- its numbers could lead to.
create function close_down_department(p_department text, p_numbers_to text, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_department department;
  v_number text;
begin
  perform demand_administrator(null);
  select * into v_department from department where id = p_department for update;
  if v_department.closed_down_at is not null then return 'same'; end if;
  if v_department.unassigned then return 'unassigned'; end if;
  if exists (select from handling where department_id = p_department and state = 'new') then return 'untaken'; end if;
  if exists (select from department_address where department_id = p_department) then return 'addresses'; end if;
  if not exists (select from present_members(p_department)) then return 'nobody'; end if;
  if exists (select from fax_number where department_id = p_department) and not exists (
    select from department where closed_down_at is null and id <> p_department
       and (id = p_numbers_to or (p_numbers_to is null and unassigned))) then return 'nowhere'; end if;
  for v_number in select number from fax_number where department_id = p_department order by number loop
    if p_numbers_to is null then perform take_number(v_number); else perform put_number(v_number, p_numbers_to); end if;
  end loop;
  update department set closed_down_at = p_at where id = p_department;
  perform audit_append(administrator_acting(), 'department-closed-down', p_department, null, null, null);
  return 'closed';
end $$;
revoke all on function close_down_department from public;
grant execute on function close_down_department to kuvert_mailbox;

-- False: it wasn't. Numbers stay where they lead.
create function reopen_department(p_department text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform demand_administrator(null);
  update department set closed_down_at = null where id = p_department and closed_down_at is not null;
  if not found then return false; end if;
  perform audit_append(administrator_acting(), 'department-reopened', p_department, null, null, null);
  return true;
end $$;
revoke all on function reopen_department from public;
grant execute on function reopen_department to kuvert_mailbox;

-- Until which day nobody is there, as partners see it in the room before they write (0044_closed.sql); null: somebody is.
create function set_closed_until(p_department text, p_until date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform demand_administrator(p_department);
  update department set closed_until = p_until where id = p_department;
  perform audit_append(administrator_acting(), 'department-closed', p_department, null, null, coalesce(p_until::text, 'no'));
end $$;
revoke all on function set_closed_until from public;
grant execute on function set_closed_until to kuvert_mailbox;

-- As 0082_administered.sql has it, and `last-reader`: nobody else could read what is in a department that is closed down.
create or replace function remove_member(
  p_department text, p_person text, out outcome text, out role text, out comes_back boolean
) returns record
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_origin text;
begin
  perform demand_administrator(p_department);
  outcome := 'self';
  if is_own_membership(p_person) then return; end if;
  -- two who remove each the other's last colleague find out one after the other
  perform from department where id = p_department for no key update;
  select m.origin, m.role into v_origin, role from membership m
   where m.person_id = p_person and m.department_id = p_department for update;
  outcome := 'unknown';
  if not found then return; end if;
  outcome := 'by-group';
  if v_origin = 'group' and not is_operator() then return; end if;
  outcome := 'last-reader';
  if exists (select from department where id = p_department and closed_down_at is not null)
     and not exists (select from present_members(p_department) other where other <> p_person) then return; end if;
  delete from membership where person_id = p_person and department_id = p_department;
  perform audit_append(administrator_acting(), 'member-removed', p_department, null, null, p_person);
  outcome := 'removed';
  comes_back := v_origin = 'group';
end $$;

-- As 0074_administration.sql has it, and: when it was closed down, until which day nobody is there, how partners call it, and how
-- many of its members were here of late (`seen`).
drop function admin_departments;
create function admin_departments() returns table (
  id text, name text, unassigned boolean, demands text, least_demands text, numbers text[], members integer,
  handlers integer, administrators integer, opened_by integer, seen integer, last_received_at timestamptz, untaken integer,
  closed_down_at timestamptz, closed_until text, addresses text[]
)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name, d.unassigned, d.demands, least_demand(d.id, d.demands),
         array(select n.number from fax_number n where n.department_id = d.id order by n.number),
         m.members, m.handlers, m.administrators, m.opened_by, m.seen,
         (select e.received_at from message e where e.department_id = d.id order by e.available_at desc, e.id desc limit 1),
         (select count(*)::integer from handling h where h.department_id = d.id and h.state = 'new'),
         d.closed_down_at, d.closed_until::text,
         array(select a.address from department_address a where a.department_id = d.id order by a.address)
    from department d
   cross join lateral (
     select count(*)::integer as members, count(*) filter (where m.role <> 'reader')::integer as handlers,
            count(*) filter (where m.role = 'administrator')::integer as administrators,
            count(*) filter (where exists (select from session s where s.person_id = m.person_id and (
              s.loa >= d.demands or exists (
                select from department_exception x where x.department_id = d.id and x.ended_at is null and x.ends_at > now()
                   and (x.demands is null or x.demands <= s.loa)))))::integer as opened_by,
            count(*) filter (where exists (select from session s where s.person_id = m.person_id))::integer as seen
       from membership m join person p on p.id = m.person_id and p.deactivated_at is null
      where m.department_id = d.id) m
   where administers(d.id)
$$;
revoke all on function admin_departments from public;
grant execute on function admin_departments to kuvert_mailbox;
