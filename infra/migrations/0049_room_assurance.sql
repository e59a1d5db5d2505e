-- The level of assurance that a department demands of people of partners before they read what it wrote, or write to it.
alter table department add column demands text not null default 'LoA3' check (demands in ('LoA1', 'LoA2', 'LoA3', 'LoA4'));

-- At which level a session's login was; null: the identity provider said none. Set with the session, and never raised: a
-- stronger login is a new session.
alter table session add column loa text check (loa in ('LoA1', 'LoA2', 'LoA3', 'LoA4'));
alter table room_session add column loa text check (loa in ('LoA1', 'LoA2', 'LoA3', 'LoA4'));
-- Which level a login under way is to reach, when it is to be a stronger one.
alter table login_attempt add column loa text check (loa in ('LoA1', 'LoA2', 'LoA3', 'LoA4'));
alter table room_login_attempt add column loa text check (loa in ('LoA1', 'LoA2', 'LoA3', 'LoA4'));
revoke update on room_session from kuvert_room;
grant update (seen_at, ended_at) on room_session to kuvert_room;

-- Departments whose demand is met by the session that the room's transaction acts in, by its own row.
create function my_met_departments() returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id from department d where d.demands <= (
    select s.loa from room_session s
     where s.id_hash = current_setting('kuvert.session', true)
       and s.person_id = current_setting('kuvert.person', true) and s.ended_at is null)
$$;
revoke all on function my_met_departments from public;
grant execute on function my_met_departments to kuvert_room;

-- What messages say and their pages are shown in such a session alone.
drop policy room_reads on room_message;
create policy room_reads on room_message for select to kuvert_room
  using (function_id in (select my_functions()) and department_id in (select my_met_departments()));
drop policy room_opens on room_document;
create policy room_opens on room_document for select to kuvert_room
  using (function_id in (select my_functions()) and room_message_id in (select id from room_message));

-- Nothing that they say: that there is a message, with whom, and how it is with it. At any level.
create view room_overview with (security_barrier) as
  select m.id, m.conversation_id, m.function_id, m.department_id, m.department_name, d.demands,
         m.message_id is not null as is_ours, m.at, m.taken_at, m.opened_at, m.referral_state, m.answer_by, m.referral_at
    from room_message m join department d on d.id = m.department_id
   where m.function_id in (select my_functions());
revoke all on room_overview from public;
grant select on room_overview to kuvert_room;

-- Whoever files it: nothing is written to a department below what it demands. What a restore brings back was written.
create function room_message_is_assured() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user and new.department_id not in (select my_met_departments()) then
    raise exception 'the department demands a stronger login' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger room_message_is_assured before insert on room_message for each row
  when (new.person_id is not null) execute function room_message_is_assured();

-- As 0044_closed.sql has it, and what it demands.
drop function room_departments;
create function room_departments(p_today date)
returns table (id text, name text, key_id text, recipient text, closed_until text, demands text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name, k.id, k.recipient, case when d.closed_until > p_today then d.closed_until::text end, d.demands
    from department d join department_key k on k.department_id = d.id
   where k.retired_at is null and exists (select from department_address a where a.department_id = d.id)
     and exists (select from my_functions())
   order by d.name
$$;
revoke all on function room_departments from public;
grant execute on function room_departments to kuvert_room;
