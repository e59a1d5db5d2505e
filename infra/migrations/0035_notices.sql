-- Notices by mail to a department: that something has come, or that nobody has taken it. They have no column for anything of
-- a message, and outbound, which sends them, can read none.

-- What a department is told of, from when the operator set it.
create table notice_setting (
  department_id  text primary key references department,
  -- something new lies in the mailbox
  arrived        boolean not null,
  -- an alarm for what nobody has taken for so many minutes; null: none
  untaken_after  integer check (untaken_after between 1 and 10080),
  language       text not null check (language in ('sv', 'da', 'en')),
  set_at         timestamptz not null,
  check (arrived or untaken_after is not null)
);

-- Of the department or of its members. Nothing but the function that hands a notice to outbound reads them.
create table notice_address (
  id             text primary key,
  department_id  text not null references department,
  address        text not null check (length(address) <= 254 and address ~ '^[!-?A-~]+@[a-z0-9.-]+$'),
  added_at       timestamptz not null,
  unique (department_id, address)
);

-- One mail to one address. Until it is begun, what happens meanwhile goes into it.
create table notice (
  id             text primary key,
  department_id  text not null references department,
  -- null: the operator took the address away
  address_id     text references notice_address on delete set null,
  kind           text not null check (kind in ('arrived', 'untaken')),
  created_at     timestamptz not null,
  -- since when an attempt is under way
  begun_at       timestamptz,
  -- what came of the last attempt: an SMTP reply or a code of ours
  last_code      text check (length(last_code) <= 64),
  ended_at       timestamptz,
  -- `accepted`: by the mail server; `refused`: by it and for good; `given-up`: it took nothing for hours; `dropped`: the
  -- address was taken away
  outcome        text check (outcome in ('accepted', 'refused', 'given-up', 'dropped')),
  check ((ended_at is null) = (outcome is null)),
  unique (id, department_id)
);
create unique index notice_one_gathers on notice (address_id, kind) where begun_at is null and ended_at is null;
create index notice_by_address on notice (address_id, ended_at desc);

create table notice_message (
  notice_id      text not null,
  department_id  text not null,
  message_id     text not null references message,
  primary key (notice_id, message_id),
  foreign key (notice_id, department_id) references notice (id, department_id)
);
create index notice_message_by_message on notice_message (message_id);

alter table notice_setting enable row level security;
alter table notice_address enable row level security;
alter table notice enable row level security;
alter table notice_message enable row level security;
revoke all on notice_setting, notice_address, notice, notice_message from public;

-- The department sees how many were told and when, not who: the ids are random.
grant select (id, department_id, address_id, kind, ended_at, outcome) on notice to kuvert_mailbox;
grant select on notice_message to kuvert_mailbox;
create policy mailbox_reads on notice for select to kuvert_mailbox
  using (department_id in (select my_departments()));
create policy mailbox_reads on notice_message for select to kuvert_mailbox
  using (department_id in (select my_departments()));

-- Puts a message into what each address of the department is told next. A minute is gathered: ten faxes in it are one mail.
create function order_notices(p_message text, p_department text, p_kind text) returns void
language sql security definer set search_path = public, pg_temp as $$
  with gathering as (
    insert into notice (id, department_id, address_id, kind, created_at)
    select gen_random_uuid()::text, p_department, a.id, p_kind, now()
      from notice_address a where a.department_id = p_department order by a.id
    -- an update that changes nothing locks the row: it isn't begun before this transaction has ended
    on conflict (address_id, kind) where begun_at is null and ended_at is null do update set kind = excluded.kind
    returning id),
  told as (
    insert into notice_message (notice_id, department_id, message_id)
    select id, p_department, p_message from gathering on conflict do nothing)
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'outbound', 'notice', id, now() + interval '1 minute', now() from gathering
  on conflict do nothing
$$;
revoke all on function order_notices from public;

-- A message that is there to be worked with, whoever made it so; each once, however often it becomes readable. What a restore
-- brings back has come before.
create function message_is_noticed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_setting notice_setting;
begin
  select * into v_setting from notice_setting s where s.department_id = new.department_id;
  if not found or session_user = current_user then return null; end if;
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
create constraint trigger message_is_noticed after insert on timeline deferrable initially deferred for each row
  when (new.kind in ('available', 'attention', 'forwarded-here')) execute function message_is_noticed();

-- Who gives a message back begins its time anew.
create function untaken_again() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'outbound', 'untaken', new.message_id,
         now() + s.untaken_after * interval '1 minute', now()
    from notice_setting s where s.department_id = new.department_id and s.untaken_after is not null
  -- whoever is just looking at it loses it: what they saw is over
  on conflict (kind, subject) do update set due_at = excluded.due_at, ended_at = null, attempts = 0, lease_id = null,
    leased_until = null;
  return null;
end $$;
create trigger untaken_again after update of state on handling for each row
  when (new.state = 'new' and old.state <> 'new' and session_user = 'kuvert_mailbox') execute function untaken_again();

-- The time of a message is up: its department is told unless somebody has taken it, or nobody wants to know any more.
create function alarm_untaken(p_message text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_department text;
begin
  select h.department_id into v_department from handling h join notice_setting s on s.department_id = h.department_id
   where h.message_id = p_message and h.state = 'new' and s.untaken_after is not null;
  if not found then return false; end if;
  perform order_notices(p_message, v_department, 'untaken');
  return true;
end $$;
revoke all on function alarm_untaken from public;
grant execute on function alarm_untaken to kuvert_outbound;

-- Begins an attempt: from now on nothing is added to it. No row: it is over. No address: there is nobody to tell any more.
create function begin_notice(p_notice text)
  returns table (kind text, language text, mailbox text, address text, created_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update notice n set begun_at = now() where n.id = p_notice and n.ended_at is null;
  return query select n.kind, coalesce(s.language, 'en'), d.name, a.address, n.created_at
    from notice n join department d on d.id = n.department_id
    left join notice_setting s on s.department_id = n.department_id
    left join notice_address a on a.id = n.address_id and s.department_id is not null
   where n.id = p_notice and n.ended_at is null;
end $$;
revoke all on function begin_notice from public;
grant execute on function begin_notice to kuvert_outbound;

-- An attempt was in vain: the notice waits, and takes in what was to be told meanwhile, so that a mail server that is back
-- after an hour gets one mail an address and no sixty.
create function postpone_notice(p_notice text, p_code text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_notice notice;
  v_younger text;
begin
  select * into v_notice from notice n where n.id = p_notice and n.ended_at is null for update;
  if not found then return; end if;
  select n.id into v_younger from notice n
   where n.address_id = v_notice.address_id and n.kind = v_notice.kind and n.begun_at is null and n.ended_at is null
     for update;
  if found then
    insert into notice_message (notice_id, department_id, message_id)
    select p_notice, m.department_id, m.message_id from notice_message m where m.notice_id = v_younger
    on conflict do nothing;
    delete from notice_message where notice_id = v_younger;
    delete from notice where id = v_younger;
    update work set ended_at = now() where kind = 'notice' and subject = v_younger and ended_at is null;
  end if;
  update notice set begun_at = null, last_code = p_code where id = p_notice;
end $$;
revoke all on function postpone_notice from public;
grant execute on function postpone_notice to kuvert_outbound;

-- Browsers look again: of the department, and of those who sent it within the house.
create function tell_of_notice(p_notice text) returns void
language sql security definer set search_path = public, pg_temp as $$
  select pg_notify('kuvert_message', json_build_object('departmentId', m.department_id, 'messageId', m.message_id)::text)
    from notice_message m where m.notice_id = p_notice;
  select pg_notify('kuvert_message', json_build_object('departmentId', d.department_id, 'sendingId', d.order_id)::text)
    from notice_message m join in_house i on i.message_id = m.message_id join delivery d on d.id = i.delivery_id
   where m.notice_id = p_notice
$$;
revoke all on function tell_of_notice from public;

create function end_notice(p_notice text, p_outcome text, p_code text, p_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update notice set outcome = p_outcome, last_code = p_code, ended_at = p_at where id = p_notice and ended_at is null;
  if found then perform tell_of_notice(p_notice); end if;
end $$;
revoke all on function end_notice from public;
grant execute on function end_notice to kuvert_outbound;

-- As 0032_opened.sql has it, and that the department there was told: by the mail server's word.
create or replace function in_house_there(p_order text) returns table (kind text, at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with there as (
    select i.message_id
      from send_order o
      join delivery d on d.order_id = o.id
      join in_house i on i.delivery_id = d.id
     where o.id = p_order and o.channel = 'department' and o.department_id in (select my_departments()))
  select t.kind, min(t.at) from there join timeline t using (message_id)
   where t.kind in ('opened', 'taken', 'answered') group by t.kind
  union all
  select 'notified', min(n.ended_at) from there join notice_message m using (message_id)
    join notice n on n.id = m.notice_id where n.outcome = 'accepted' having count(*) > 0
$$;
