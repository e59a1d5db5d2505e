-- Break-glass: a handler looks into another department for a stated reason, for an hour at most, and never in silence. While it
-- lasts the department is one of my_departments() in the session that opened it, where they read; nothing else has to know.
alter table department add column break_glass boolean not null default true;

create table break_glass (
  id             text primary key,
  department_id  text not null references department,
  person_id      text not null references person,
  -- the key of the session's row, which is cleared away some time after its end
  session        text not null,
  kind           text not null check (kind in ('life-or-health', 'covering-colleague', 'lost-fax', 'supervision-case', 'other-reason')),
  -- in their own words, sealed for the department, for the key of the log and for recovery
  key_id         text not null references department_key,
  reason         bytea not null check (octet_length(reason) between 1 and 32768),
  at             timestamptz not null,
  until          timestamptz not null check (until > at and until <= at + interval '1 hour'),
  ended_at       timestamptz,
  ended_by       text check (ended_by in ('person', 'time', 'session')),
  check ((ended_at is null) = (ended_by is null))
);
create index break_glass_by_person on break_glass (person_id, at);
create index break_glass_open on break_glass (until) where ended_at is null;
create index break_glass_by_department on break_glass (department_id, at);
alter table break_glass enable row level security;
revoke all on break_glass from public;

-- Of what was opened so: beside who reads in their own department, each time once.
alter table timeline add column break_glass_id text references break_glass;
create unique index timeline_opened_by_glass on timeline (message_id, break_glass_id) where break_glass_id is not null;
alter table timeline add check ((break_glass_id is not null) = (kind = 'opened-by-glass'));
drop trigger message_tells_webhooks on timeline;
create constraint trigger message_tells_webhooks after insert on timeline deferrable initially deferred for each row
  when (new.kind not in ('received', 'sent-here', 'opened', 'opened-by-glass')) execute function message_tells_webhooks();
alter policy handlers_tell on timeline
  with check (kind in ('opened', 'opened-by-glass') or department_id in (select my_handled_departments()));

-- Of a session that nobody ended and a person who still is a handler somewhere; a department may be closed to it meanwhile.
create function open_glass() returns setof break_glass
language sql stable security definer set search_path = public, pg_temp as $$
  select b.* from break_glass b join department d on d.id = b.department_id
   where b.person_id = current_setting('kuvert.person', true) and b.session = current_setting('kuvert.session', true)
     and b.ended_at is null and b.until > now() and d.break_glass and session_reaches(d.id, d.demands)
     and exists (select from membership m where m.person_id = b.person_id and m.role <> 'reader')
     and not exists (select from membership m where m.person_id = b.person_id and m.department_id = d.id)
$$;
revoke all on function open_glass from public;

-- By which they are in a department, where it isn't theirs.
create function my_glass(p_department text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select id from open_glass() where department_id = p_department limit 1
$$;
revoke all on function my_glass from public;
grant execute on function my_glass to kuvert_mailbox;

-- As 0063_assurance.sql has it, and what was opened so.
create or replace function my_departments() returns setof text
language plpgsql stable rows 10 security definer set search_path = public, pg_temp as $$
begin
  return query select m.department_id from membership m join department d on d.id = m.department_id
                where m.person_id = current_setting('kuvert.person', true) and session_reaches(d.id, d.demands)
     union all select g.department_id from open_glass() g
     union all select c.department_id from api_client c
                where c.id = current_setting('kuvert.person', true) and c.off_at is null;
end $$;

-- As 0068_roles.sql has it: their own, where they are no mere reader.
create or replace function my_handled_departments() returns setof text
language plpgsql stable rows 10 security definer set search_path = public, pg_temp as $$
begin
  return query select d from my_departments() d
                where exists (select from membership m where m.department_id = d and m.role <> 'reader'
                                and m.person_id = current_setting('kuvert.person', true))
                   or exists (select from api_client c where c.id = current_setting('kuvert.person', true)
                                and c.department_id = d)
     union all select work_department();
end $$;
create or replace function only_read(p_id text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from my_departments() r where not exists (select from my_handled_departments() h where h = r) and r in (
       select p_id
       union all select m.department_id from message m where m.id = p_id
       union all select o.department_id from send_order o where o.id = p_id
       union all select c.department_id from contact c where c.id = p_id
       union all select i.department_id from incident i where i.id = p_id))
$$;

-- Every row of the trail about what somebody does in a department that is theirs by break-glass alone says so at its end.
create or replace function audit_append(
  p_person text, p_action text, p_department text, p_message text, p_document text, p_detail text
) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_seq bigint;
  v_previous text;
  v_at timestamptz;
  v_hash text;
  v_glass text;
begin
  if p_department is not null and p_person = current_setting('kuvert.person', true) and p_action not like 'break-glass%' then
    v_glass := my_glass(p_department);
    if v_glass is not null then p_detail := concat_ws(' ', p_detail, 'glass ' || v_glass); end if;
  end if;
  -- one writer at a time, until the caller's transaction ends
  perform pg_advisory_xact_lock(7046811);
  select seq, hash into v_seq, v_previous from audit order by seq desc limit 1;
  v_seq := coalesce(v_seq, 0) + 1;
  v_previous := coalesce(v_previous, '');
  v_at := clock_timestamp();
  v_hash := encode(sha256(convert_to(json_build_array(
    v_previous, v_seq::text, to_char(v_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    session_user::text, coalesce(p_person, ''), p_action, coalesce(p_department, ''),
    coalesce(p_message, ''), coalesce(p_document, ''), coalesce(p_detail, '')
  )::text, 'UTF8')), 'hex');
  insert into audit values (v_seq, v_at, session_user, p_person, p_action, p_department,
    p_message, p_document, p_detail, v_previous, v_hash);
  return v_seq;
end $$;

-- Whether whoever the transaction acts for may break the glass at all: a handler of some department, in a session that goes on.
create function may_break_glass() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from session s join person p on p.id = s.person_id and p.deactivated_at is null
      join membership m on m.person_id = p.id and m.role <> 'reader' join department d on d.id = m.department_id
     where s.id_hash = current_setting('kuvert.session', true) and s.person_id = current_setting('kuvert.person', true)
       and s.ended_at is null and session_reaches(d.id, d.demands))
$$;
revoke all on function may_break_glass from public;
grant execute on function may_break_glass to kuvert_mailbox;

-- The departments that they could open so, with the key that a reason is sealed for; and those for which the login is too weak.
create function glass_departments()
returns table (id text, name text, is_reached boolean, demands text, key_id text, recipient text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name, session_reaches(d.id, d.demands), least_demand(d.id, d.demands), k.id, k.recipient
    from department d join department_key k on k.department_id = d.id and k.retired_at is null
   where may_break_glass() and d.break_glass
     and not exists (select from membership m where m.department_id = d.id
                       and m.person_id = current_setting('kuvert.person', true))
$$;
revoke all on function glass_departments from public;
grant execute on function glass_departments to kuvert_mailbox;

-- Opens a department: what came of it. On record, and told to the department, in the transaction that opens it. Three times in a day
-- and a night is what somebody may; one that is open is not opened again.
create function break_the_glass(
  p_id text, p_department text, p_kind text, p_key text, p_reason bytea, p_minutes integer
) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_person text := current_setting('kuvert.person', true);
  v_until timestamptz := now() + p_minutes * interval '1 minute';
begin
  if p_minutes not between 5 and 60 then
    raise exception 'for an hour at most' using errcode = 'check_violation';
  end if;
  -- two at once are one after the other
  perform pg_advisory_xact_lock(hashtextextended('break-glass ' || v_person, 0));
  if not exists (select from glass_departments() d where d.id = p_department and d.is_reached and d.key_id = p_key) then
    return 'not-found';
  end if;
  if my_glass(p_department) is not null then return 'open'; end if;
  if (select count(*) from break_glass where person_id = v_person and at > now() - interval '24 hours') >= 3 then
    return 'too-often';
  end if;
  perform audit_append(v_person, 'break-glass', p_department, null, null,
    format('glass %s %s minutes %s', p_id, p_minutes, p_kind));
  insert into break_glass (id, department_id, person_id, session, kind, key_id, reason, at, until)
  values (p_id, p_department, v_person, current_setting('kuvert.session', true), p_kind, p_key, p_reason, now(), v_until);
  perform announce(p_department, 'break-glass', v_person, now(), v_until);
  return 'opened';
end $$;
revoke all on function break_the_glass from public;
grant execute on function break_the_glass to kuvert_mailbox;

-- Ends what is open of somebody's, or of everybody's whose time is over; how many. On record.
create function end_glass_rows(p_id text, p_session text, p_by text) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_glass break_glass;
  v_ended integer := 0;
begin
  for v_glass in
    select * from break_glass b
     where b.ended_at is null and (p_id is null or b.id = p_id) and (p_session is null or b.session = p_session)
       and (p_by <> 'time' or b.until <= now())
     order by b.until limit 100 for update skip locked
  loop
    perform audit_append(v_glass.person_id, 'break-glass-ended', v_glass.department_id, null, null,
      format('glass %s by-%s', v_glass.id, p_by));
    update break_glass set ended_at = least(now(), v_glass.until), ended_by = p_by where id = v_glass.id;
    v_ended := v_ended + 1;
  end loop;
  return v_ended;
end $$;
revoke all on function end_glass_rows from public;

-- Whoever opened it ends it before its time, in whatever session of theirs; false where there is nothing to end.
create function end_break_glass(p_id text) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  select end_glass_rows(b.id, null, 'person') > 0 from break_glass b
   where b.id = p_id and b.person_id = current_setting('kuvert.person', true)
$$;
revoke all on function end_break_glass from public;
grant execute on function end_break_glass to kuvert_mailbox;

-- Nobody reads by one from the moment on that its time is over; this writes its end down.
create function end_glass_in_time() returns integer
language sql security definer set search_path = public, pg_temp as $$
  select end_glass_rows(null, null, 'time')
$$;
revoke all on function end_glass_in_time from public;
grant execute on function end_glass_in_time to kuvert_mailbox;

-- It ends with the session that it was opened in.
create function session_ends_glass() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform end_glass_rows(null, new.id_hash, 'session');
  return null;
end $$;
create trigger session_ends_glass after update of ended_at on session for each row
  when (new.ended_at is not null and old.ended_at is null) execute function session_ends_glass();

-- Who looked in: shown to the person, to the department's own members, and to auditors.
create function is_told_of_glass(p_department text, p_person text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select p_person = current_setting('kuvert.person', true) or is_auditor()
      or (p_department in (select my_departments())
          and exists (select from membership m where m.department_id = p_department
                        and m.person_id = current_setting('kuvert.person', true)))
$$;
revoke all on function is_told_of_glass from public;
grant execute on function is_told_of_glass to kuvert_mailbox;
grant select on break_glass to kuvert_mailbox;
create policy mailbox_reads on break_glass for select to kuvert_mailbox
  using (is_told_of_glass(department_id, person_id));

-- For auditors: each, the newest first, with what was opened by it. On record before anybody has the rows.
create function log_glass(p_before timestamptz) returns table (
  id text, department text, person text, kind text, reason bytea, at timestamptz, until timestamptz, ended_at timestamptz,
  acts bigint, messages text[]
)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_auditor() then
    raise exception 'the log is for auditors' using errcode = 'insufficient_privilege';
  end if;
  perform audit_append(current_setting('kuvert.person', true), 'log-break-glass', null, null, null, null);
  return query
    select b.id, d.name, p.name, b.kind, b.reason, b.at, b.until, b.ended_at, o.acts, o.messages
      from (select * from break_glass g where p_before is null or g.at < p_before order by g.at desc, g.id limit 50) b
      join department d on d.id = b.department_id join person p on p.id = b.person_id
      cross join lateral (
        select count(*) filter (where a.action = any(log_reads())) as acts,
               array_agg(distinct a.message_id) filter (where a.message_id is not null) as messages
          from audit a where a.person_id = b.person_id and a.at between b.at and b.until + interval '1 minute'
           and a.detail like '%glass ' || b.id) o
     order by b.at desc, b.id;
end $$;
revoke all on function log_glass from public;
grant execute on function log_glass to kuvert_mailbox;
