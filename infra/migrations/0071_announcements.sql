-- What the people of a department have to be told, each until they say that they have seen it: who was added to it by a group
-- of the directory of staff, and who broke the glass to look into it. Ids and times alone; names are looked up by whoever
-- is told.
create table announcement (
  id             text primary key,
  department_id  text not null references department,
  kind           text not null check (kind in ('break-glass', 'member-by-group')),
  -- whom it is about
  person_id      text not null references person,
  at             timestamptz not null,
  -- when what it is about ends by itself; null: it doesn't
  until          timestamptz check (until > at)
);
create index announcement_by_department on announcement (department_id, at);

create table announcement_seen (
  announcement_id  text not null references announcement,
  person_id        text not null references person,
  at               timestamptz not null,
  primary key (announcement_id, person_id)
);

alter table announcement enable row level security;
alter table announcement_seen enable row level security;
revoke all on announcement, announcement_seen from public;

-- Whether whoever the transaction acts for is told of it. Of somebody who looks in by breaking the glass all members are; of a
-- new member those who look after the department, or all its handlers where it has no administrator. Never the one whom it
-- is about, and nobody who came no earlier: who adds themselves and an accomplice doesn't take the others' notice away.
create function is_told(p_department text, p_kind text, p_person text, p_at timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with earlier as (
    select m.person_id, m.role from membership m join person p on p.id = m.person_id and p.deactivated_at is null
     where m.department_id = p_department and m.created_at < p_at and m.person_id <> p_person)
  select exists (
    select from earlier e
     where e.person_id = current_setting('kuvert.person', true)
       and (p_kind = 'break-glass' or e.role = 'administrator'
         or (e.role = 'handler' and not exists (select from earlier a where a.role = 'administrator'))))
$$;
revoke all on function is_told from public;
grant execute on function is_told to kuvert_mailbox;

-- Older than a year nobody is troubled with it; the audit trail has what happened.
grant select on announcement to kuvert_mailbox;
create policy mailbox_reads on announcement for select to kuvert_mailbox
  using (department_id in (select my_departments()) and at > now() - interval '1 year'
    and is_told(department_id, kind, person_id, at));
grant select, insert on announcement_seen to kuvert_mailbox;
create policy mailbox_reads on announcement_seen for select to kuvert_mailbox
  using (person_id = current_setting('kuvert.person', true));
create policy mailbox_sees on announcement_seen for insert to kuvert_mailbox
  with check (person_id = current_setting('kuvert.person', true)
    and announcement_id in (select id from announcement));

-- By mail as well, to the department's addresses for notices (0035_notices.sql).
alter table notice
  drop constraint notice_kind_check,
  add constraint notice_kind_check check (kind in (
    'arrived', 'untaken', 'in-room', 'room-waits', 'referral-due', 'break-glass', 'member-by-group'));

-- Tells a department, in the transaction that does what it is told of, which has put that on record: for functions of the
-- database, no service may call it. `p_at` is when it was done, as in the membership that it adds. Its id.
create function announce(
  p_department text, p_kind text, p_person text, p_at timestamptz, p_until timestamptz default null
) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_id text := gen_random_uuid()::text;
  v_notices text[];
begin
  insert into announcement (id, department_id, kind, person_id, at, until)
  values (v_id, p_department, p_kind, p_person, p_at, p_until);
  if exists (select from notice_setting s where s.department_id = p_department) then
    -- at once, not after the minute that gathers faxes
    v_notices := array(select gather_notices(p_department, null, p_kind));
    update work set due_at = now() where kind = 'notice' and ended_at is null and subject = any (v_notices);
  end if;
  perform pg_notify('kuvert_message', json_build_object('departmentId', p_department, 'announcementId', v_id)::text);
  return v_id;
end $$;
revoke all on function announce from public;
