-- Junk senders: faxes from these numbers wait in quarantine, sealed and kept as all others, until somebody says that they are
-- none. Nothing is deleted by it. Of the house where the department is null. Only whole numbers: an unknown one, or a beginning
-- of one, would set aside what nobody meant.
create table junk_sender (
  id             text primary key,
  department_id  text references department,
  number         text not null check (number ~ '^\+[1-9][0-9]{3,14}$'),
  reason         text not null check (char_length(reason) between 1 and 500),
  -- null: the operator
  person_id      text references person,
  created_at     timestamptz not null,
  unique nulls not distinct (number, department_id)
);
-- No service reads or writes it but by the functions below.
alter table junk_sender enable row level security;
revoke all on junk_sender from public;

-- Who set it aside: a person, or by its number alone nobody.
alter table handling drop constraint handling_state_check, drop constraint handling_check;
alter table handling add constraint handling_state_check
  check (state in ('new', 'taken', 'registered', 'not-registered', 'forwarded', 'quarantined'));
alter table handling add constraint handling_check
  check ((state = 'new') = (at is null) and (state = 'quarantined' or (state = 'new') = (person_id is null)));

-- Faxes alone: what a colleague, a partner's system or the room sent has a sender who is known.
create function is_fax(p_message text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from message m where m.id = p_message and m.carrier not in ('in-house', 'gateway', 'sdk', 'room'))
$$;
revoke all on function is_fax from public;
grant execute on function is_fax to kuvert_mailbox;

create function only_faxes_are_quarantined() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_fax(new.message_id) or exists (select from referral r where r.message_id = new.message_id) then
    raise exception 'only a fax that is no referral can be set aside' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger only_faxes_are_quarantined after update of state on handling for each row
  when (new.state = 'quarantined' and old.state <> 'quarantined') execute function only_faxes_are_quarantined();
create function no_referral_is_quarantined() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from handling h where h.message_id = new.message_id and h.state = 'quarantined') then
    raise exception 'a fax that is set aside is taken out before it is a referral' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger no_referral_is_quarantined after insert on referral for each row execute function no_referral_is_quarantined();
revoke all on function only_faxes_are_quarantined, no_referral_is_quarantined from public;

-- Whether a fax to a department that says it comes from this number is set aside. Never one from a number that the department
-- has verified, whatever the house's list says.
create function is_junk(p_department text, p_number text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from junk_sender s
                  where s.number = p_number and (s.department_id is null or s.department_id = p_department))
     and not exists (select from contact c where c.department_id = p_department and c.number = p_number
                        and c.removed_at is null and c.verified_at is not null)
$$;
revoke all on function is_junk from public;

-- At the end of the transaction that files it, so that no reader sees it otherwise, and ingest needs no list. What a colleague
-- forwards, or a restore brings back, isn't looked at.
create function junk_is_quarantined() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_message message;
begin
  select * into v_message from message m where m.id = new.message_id;
  if not is_fax(new.message_id) or not is_junk(new.department_id, v_message.from_number) then return null; end if;
  update handling set state = 'quarantined', at = v_message.available_at where message_id = new.message_id and state = 'new';
  if not found then return null; end if;
  insert into timeline (id, message_id, department_id, at, kind)
  values (gen_random_uuid()::text, new.message_id, new.department_id, v_message.available_at, 'quarantined');
  perform audit_append(null, 'quarantine', new.department_id, new.message_id, null, 'junk-sender');
  return null;
end $$;
create constraint trigger junk_is_quarantined after insert on handling deferrable initially deferred for each row
  when (session_user = 'kuvert_ingest') execute function junk_is_quarantined();
revoke all on function junk_is_quarantined from public;

-- As 0035_notices.sql has it, but that nobody is told of what is set aside, and that everybody is of what comes out of it.
create or replace function message_is_noticed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_setting notice_setting;
begin
  select * into v_setting from notice_setting s where s.department_id = new.department_id;
  if not found or session_user = current_user then return null; end if;
  if exists (select from handling h where h.message_id = new.message_id and h.state = 'quarantined') then return null; end if;
  if v_setting.arrived and not exists (select from notice_message m join notice n on n.id = m.notice_id
       where m.message_id = new.message_id and n.kind = 'arrived') then
    perform order_notices(new.message_id, new.department_id, 'arrived');
  end if;
  if v_setting.untaken_after is not null then
    insert into work (id, service, kind, subject, due_at, created_at)
    values (gen_random_uuid()::text, 'outbound', 'untaken', new.message_id,
        now() + v_setting.untaken_after * interval '1 minute', now())
    on conflict do nothing;
  end if;
  return null;
end $$;
drop trigger message_is_noticed on timeline;
create constraint trigger message_is_noticed after insert on timeline deferrable initially deferred for each row
  when (new.kind in ('available', 'attention', 'forwarded-here', 'released')) execute function message_is_noticed();

-- As 0027_export_folder.sql has it; what is set aside goes to no folder before it is released.
create or replace function message_is_exported() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user then
    insert into work (id, service, kind, subject, due_at, created_at)
    select gen_random_uuid()::text, 'mailbox', 'export', m.id, now(), now()
      from message m join handling h on h.message_id = m.id join export_folder f on f.department_id = m.department_id
     where m.id = new.message_id and m.state = 'available' and h.state not in ('forwarded', 'quarantined')
       and case f.export_on when 'arrived' then m.available_at >= f.set_at
                            when 'taken' then h.state <> 'new'
                            else h.state in ('registered', 'not-registered') end
    on conflict do nothing;
  end if;
  return null;
end $$;

-- What waits in a department's quarantine, what nobody has opened of it, and since when the oldest of that waits. For those who
-- may read it there, by row-level security.
create function quarantined_in(p_department text, out waiting integer, out unseen integer, out unseen_since timestamptz)
language sql stable set search_path = public, pg_temp as $$
  select count(*)::integer, count(*) filter (where not opened)::integer, min(h.at) filter (where not opened)
    from handling h
    cross join lateral (select exists (
      select from timeline t where t.message_id = h.message_id and t.kind in ('opened', 'opened-by-glass')) as opened) o
   where h.department_id = p_department and h.state = 'quarantined'
$$;
revoke all on function quarantined_in from public;
grant execute on function quarantined_in to kuvert_mailbox;

-- The house's list, and a department's after it; for who looks after it. Without a department the house's alone.
create function junk_senders(p_department text) returns table (
  id text, number text, reason text, by_name text, created_at timestamptz, of_house boolean
)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform demand_administrator(p_department);
  return query
    select s.id, s.number, s.reason, p.name, s.created_at, s.department_id is null
      from junk_sender s left join person p on p.id = s.person_id
     where s.department_id is null or s.department_id = p_department
     order by s.department_id is not null, s.number;
end $$;
revoke all on function junk_senders from public;
grant execute on function junk_senders to kuvert_mailbox;

-- `added`; `already` (of the house counts as well); `own`: a number of the house itself; `verified`: the department, or for the
-- house's list any, has verified it as a contact's; `full`: there are a thousand.
create function add_junk_sender(p_id text, p_department text, p_number text, p_reason text, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform demand_administrator(p_department);
  perform pg_advisory_xact_lock(hashtext('junk_sender'));
  if exists (select from fax_number where number = p_number) then return 'own'; end if;
  if exists (select from contact c where c.number = p_number and c.removed_at is null and c.verified_at is not null
                and (p_department is null or c.department_id = p_department)) then return 'verified'; end if;
  if exists (select from junk_sender s where s.number = p_number and (s.department_id is null or s.department_id = p_department))
    then return 'already'; end if;
  if (select count(*) from junk_sender s where s.department_id is not distinct from p_department) >= 1000 then return 'full'; end if;
  insert into junk_sender values (p_id, p_department, p_number, p_reason, administrator_acting(), p_at);
  perform audit_append(administrator_acting(), 'junk-sender-added', p_department, null, null, p_id);
  return 'added';
end $$;
revoke all on function add_junk_sender from public;
grant execute on function add_junk_sender to kuvert_mailbox;

-- False: it is not on that list. What waits in quarantine stays there until somebody looks at it.
create function remove_junk_sender(p_department text, p_number text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_id text;
begin
  perform demand_administrator(p_department);
  delete from junk_sender s where s.department_id is not distinct from p_department and s.number = p_number returning s.id into v_id;
  if v_id is null then return false; end if;
  perform audit_append(administrator_acting(), 'junk-sender-removed', p_department, null, null, v_id);
  return true;
end $$;
revoke all on function remove_junk_sender from public;
grant execute on function remove_junk_sender to kuvert_mailbox;
