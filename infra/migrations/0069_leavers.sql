-- People who leave: the organisation, or one department. Their access ends with the statement that says so, and what they had
-- taken is new again, so that nothing lies with somebody who can't open it any more.

-- From then on nothing opens for them; their rows stay, since they did what they did. Set by deactivate_person and
-- activate_person alone.
alter table person add column deactivated_at timestamptz;
create index handling_taken_by on handling (person_id) where state = 'taken';

-- Whether the person whom the transaction acts for has not been deactivated.
create function acts_still() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from person where id = current_setting('kuvert.person', true) and deactivated_at is null)
$$;
revoke all on function acts_still from public;
grant execute on function acts_still to kuvert_mailbox;

-- As 0063_assurance.sql has it, and no session of somebody who was deactivated reaches anything.
create or replace function session_reaches(p_department text, p_demands text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (
    select from session s join person p on p.id = s.person_id and p.deactivated_at is null
     where s.id_hash = current_setting('kuvert.session', true)
       and s.person_id = current_setting('kuvert.person', true) and s.ended_at is null
       and (p_demands <= s.loa or exists (
         select from department_exception e
          where e.department_id = p_department and e.ended_at is null and e.ends_at > now()
            and (e.demands is null or e.demands <= s.loa))));
end $$;
alter policy mailbox_reads on house_role
  using (person_id = current_setting('kuvert.person', true) and acts_still());
alter policy mailbox_reads on front_desk
  using (person_id = current_setting('kuvert.person', true) and acts_still());
create or replace function is_auditor() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from house_role
    where person_id = current_setting('kuvert.person', true) and role = 'auditor') and acts_still()
$$;

-- Whoever makes a message new again begins its time anew: a member, or what follows below.
drop trigger untaken_again on handling;
create trigger untaken_again after update of state on handling for each row
  when (new.state = 'new' and old.state <> 'new') execute function untaken_again();

-- What somebody has taken in a department (null: in any) goes back to it: state, timeline, audit and notices commit together.
create function give_back_of(p_person text, p_department text) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_taken record;
  v_at timestamptz := clock_timestamp();
  v_count integer := 0;
begin
  for v_taken in
    select message_id, department_id from handling
     where state = 'taken' and person_id = p_person and (p_department is null or department_id = p_department)
     order by message_id for update
  loop
    update handling set state = 'new', person_id = null, at = null where message_id = v_taken.message_id;
    insert into timeline (id, message_id, department_id, at, kind)
    values (gen_random_uuid()::text, v_taken.message_id, v_taken.department_id, v_at, 'given-back');
    -- what the owner's own session does its triggers tell no system, since a restore is one
    if session_user = current_user then
      perform tell_webhooks(v_taken.department_id, 'message.given_back', v_at, v_taken.message_id, null, null, 'new', null);
    end if;
    perform pg_notify('kuvert_message',
      json_build_object('departmentId', v_taken.department_id, 'messageId', v_taken.message_id)::text);
    perform audit_append(null, 'went-back', v_taken.department_id, v_taken.message_id, null, p_person);
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;
revoke all on function give_back_of from public;

-- Whoever ends a membership or makes a reader of somebody: what that member can't finish any more goes back.
create function leaver_gives_back() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform give_back_of(old.person_id, old.department_id);
  return null;
end $$;
create trigger leaver_gives_back after delete on membership for each row execute function leaver_gives_back();
create trigger reader_gives_back after update of role on membership for each row
  when (new.role = 'reader' and old.role <> 'reader') execute function leaver_gives_back();

-- Ends every session of somebody, and tells the replicas; how many went on.
create function end_sessions_of(p_person text, p_why text, p_at timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_session record;
  v_ended integer := 0;
begin
  for v_session in
    update session set ended_at = p_at where person_id = p_person and ended_at is null returning id_hash
  loop
    perform pg_notify('kuvert_message', json_build_object('endedSession', v_session.id_hash)::text);
    perform audit_append(p_person, 'session-ended', null, null, null, p_why);
    v_ended := v_ended + 1;
  end loop;
  return v_ended;
end $$;
revoke all on function end_sessions_of from public;

-- Somebody leaves: false when they had. A login that is under way waits for the row, and is refused. `p_by` is what did it,
-- where it wasn't the operator.
create function deactivate_person(p_person text, p_by text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update person set deactivated_at = p_at where id = p_person and kind = 'person' and deactivated_at is null;
  if not found then return false; end if;
  perform end_sessions_of(p_person, 'deactivated', p_at);
  perform give_back_of(p_person, null);
  perform audit_append(null, 'person-deactivated', null, null, null, concat_ws(' ', p_person, p_by));
  return true;
end $$;
revoke all on function deactivate_person from public;

-- They are back, with the memberships and roles that they have; false when they never left.
create function activate_person(p_person text, p_by text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update person set deactivated_at = null where id = p_person and kind = 'person' and deactivated_at is not null;
  if not found then return false; end if;
  perform audit_append(null, 'person-activated', null, null, null, concat_ws(' ', p_person, p_by));
  return true;
end $$;
revoke all on function activate_person from public;
