-- What a department demands of logins it demands of its own members as well: in a session below it they see nothing of the
-- department but that it is there, and what it demands.

-- As with the room's: a level is set with the session, and never raised.
revoke update on session from kuvert_mailbox;
grant update (seen_at, ended_at) on session to kuvert_mailbox;

-- Until when a department demands less of its members, and why.
create table department_exception (
  id             text primary key,
  department_id  text not null references department,
  name           text not null check (length(name) between 1 and 100),
  reason         text not null check (length(reason) between 1 and 500),
  -- what it demands meanwhile; null: any login
  demands        text check (demands in ('LoA1', 'LoA2', 'LoA3', 'LoA4')),
  created_at     timestamptz not null,
  ends_at        timestamptz not null check (ends_at > created_at),
  -- by the operator, before its time
  ended_at       timestamptz check (ended_at >= created_at)
);
create unique index department_exception_goes_on on department_exception (department_id, name) where ended_at is null;
revoke all on department_exception from public;

-- Whether the session that the transaction acts in reaches what a department demands now: by the session's own row, which
-- set_config('kuvert.session', its key, true) names. None reaches nothing; one of which nobody said how strong its login was
-- is weaker than any level.
create function session_reaches(p_department text, p_demands text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (
    select from session s
     where s.id_hash = current_setting('kuvert.session', true)
       and s.person_id = current_setting('kuvert.person', true) and s.ended_at is null
       and (p_demands <= s.loa or exists (
         select from department_exception e
          where e.department_id = p_department and e.ended_at is null and e.ends_at > now()
            and (e.demands is null or e.demands <= s.loa))));
end $$;
revoke all on function session_reaches from public;

-- The least that opens a department now.
create function least_demand(p_department text, p_demands text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select least(p_demands, (
    select min(e.demands) from department_exception e
     where e.department_id = p_department and e.ended_at is null and e.ends_at > now()))
$$;
revoke all on function least_demand from public;

-- Departments of the person that the transaction acts for, in the session that it acts in. A business system has no session,
-- and the one department of its row.
create or replace function my_departments() returns setof text
language plpgsql stable rows 10 security definer set search_path = public, pg_temp as $$
begin
  return query select m.department_id from membership m join department d on d.id = m.department_id
                where m.person_id = current_setting('kuvert.person', true) and session_reaches(d.id, d.demands)
     union all select c.department_id from api_client c
                where c.id = current_setting('kuvert.person', true) and c.off_at is null;
end $$;

-- Those of the person's that the session is too weak for, and what opens them.
create function my_locked_departments() returns table (id text, name text, unassigned boolean, demands text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name, d.unassigned, least_demand(d.id, d.demands)
    from membership m join department d on d.id = m.department_id
   where m.person_id = current_setting('kuvert.person', true) and not session_reaches(d.id, d.demands)
     and exists (select from session s where s.id_hash = current_setting('kuvert.session', true)
                  and s.person_id = m.person_id and s.ended_at is null)
$$;
revoke all on function my_locked_departments from public;
grant execute on function my_locked_departments to kuvert_mailbox;

-- What opens the department of something that is asked for by its id, where it is one of the locked ones; null of all else.
create function demand_on(p_id text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select l.demands from my_locked_departments() l where l.id in (
    select p_id
    union all select m.department_id from message m where m.id = p_id
    union all select o.department_id from send_order o where o.id = p_id
    union all select c.department_id from contact c where c.id = p_id
    union all select i.department_id from incident i where i.id = p_id)
$$;
revoke all on function demand_on from public;
grant execute on function demand_on to kuvert_mailbox;

-- Sends as before, and in a session, where a person does: null for a business system.
drop function accept_order_as;
create function accept_order_as(
  p_person text, p_session text, p_order text, p_version integer, p_delivery text, p_looked boolean, p_at timestamptz,
  p_undo interval, p_deadline interval, out outcome text, out department_id text, out to_number text
) returns record
language plpgsql set search_path = public, pg_temp as $$
begin
  perform set_config('kuvert.person', p_person, true);
  perform set_config('kuvert.session', coalesce(p_session, ''), true);
  select a.outcome, a.department_id, a.to_number into outcome, department_id, to_number
    from accept_order(p_order, p_version, p_delivery, p_looked, p_at, p_undo, p_deadline) a;
end $$;
revoke all on function accept_order_as from public;
grant execute on function accept_order_as to kuvert_mailbox;

-- As 0016_front_desk.sql has it, of the departments that the session reaches: who answers the telephone is told of no other.
create or replace function front_desk_find(p_number text, p_from timestamptz, p_until timestamptz)
returns table (
  message_id text, department_id text, department text, from_number text, to_number text, received_at timestamptz,
  state text, attention text, pages integer, announced_pages integer, damaged_lines integer, missing_lines integer,
  blank_pages integer[], ended_early boolean, handling text, handled_at timestamptz
)
language sql stable security definer set search_path = public, pg_temp as $$
  with asked as materialized (
    select 1 from front_desk where person_id = current_setting('kuvert.person', true)
       and p_until - p_from <= interval '32 days'),
  open as materialized (select d.id, d.name from department d where session_reaches(d.id, d.demands)),
  filed as (
    select m.* from message m where m.from_number = p_number and m.received_at between p_from and p_until
    union
    select m.* from message m where m.to_number = p_number and m.received_at between p_from and p_until),
  told as (
    select r.* from reception r where r.from_number = p_number and r.received_at between p_from and p_until
    union
    select r.* from reception r where r.to_number = p_number and r.received_at between p_from and p_until)
  select found.* from asked, lateral (
    select m.id, m.department_id, d.name, m.from_number, m.to_number, m.received_at, m.state, m.attention, m.pages,
           m.announced_pages, m.damaged_lines, m.missing_lines, m.blank_pages, m.ended_early, h.state, h.at
      from filed m join open d on d.id = m.department_id join handling h on h.message_id = m.id
     where h.state <> 'forwarded'
    union all
    select r.id, r.department_id, d.name, r.from_number, r.to_number, r.received_at, null, null, null,
           r.announced_pages, null, null, null, false, null, null
      from told r join open d on d.id = r.department_id
     where not exists (select from message m where m.id = r.id)
  ) found order by 6 desc, 1 limit 21
$$;

-- What opens every department to the front desk's questions; null when the session does already, and to anybody else.
create function front_desk_demand() returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select max(least_demand(d.id, d.demands)) from department d
   where not session_reaches(d.id, d.demands)
     and exists (select from front_desk f where f.person_id = current_setting('kuvert.person', true))
$$;
revoke all on function front_desk_demand from public;
grant execute on function front_desk_demand to kuvert_mailbox;
