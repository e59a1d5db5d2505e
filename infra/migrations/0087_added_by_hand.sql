-- A department is told whom an administrator let in, or gave a role that may do more, as it is of members by group: a stolen
-- system administrator's account opens no department in silence. Who did it isn't told of it; the operator is, at the command
-- line, who sets departments up.

alter table announcement
  add column by_id text references person,
  drop constraint announcement_kind_check,
  add constraint announcement_kind_check check (kind in ('break-glass', 'member-by-group', 'member-by-hand'));
alter table notice
  drop constraint notice_kind_check,
  add constraint notice_kind_check check (kind in (
    'arrived', 'untaken', 'in-room', 'room-waits', 'referral-due', 'break-glass', 'member-by-group', 'member-by-hand'));

alter policy mailbox_reads on announcement
  using (department_id in (select my_departments()) and at > now() - interval '1 year'
    and by_id is distinct from current_setting('kuvert.person', true)
    and is_told(department_id, kind, person_id, at));

-- As 0071_announcements.sql has it, with who did it where that is a person.
drop function announce;
create function announce(
  p_department text, p_kind text, p_person text, p_at timestamptz, p_until timestamptz default null, p_by text default null
) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_id text := gen_random_uuid()::text;
  v_notices text[];
begin
  insert into announcement (id, department_id, kind, person_id, at, until, by_id)
  values (v_id, p_department, p_kind, p_person, p_at, p_until, p_by);
  if exists (select from notice_setting s where s.department_id = p_department) then
    -- at once, not after the minute that gathers faxes
    v_notices := array(select gather_notices(p_department, null, p_kind));
    update work set due_at = now() where kind = 'notice' and ended_at is null and subject = any (v_notices);
  end if;
  perform pg_notify('kuvert_message', json_build_object('departmentId', p_department, 'announcementId', v_id)::text);
  return v_id;
end $$;
revoke all on function announce from public;

-- As 0082_administered.sql has them.
create or replace function add_member(p_department text, p_person text, p_role text, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform demand_administrator(p_department);
  if is_own_membership(p_person) then return 'self'; end if;
  perform from person where id = p_person and kind = 'person' and (deactivated_at is null or is_operator());
  if not found then return 'unknown'; end if;
  insert into membership (person_id, department_id, created_at, role) values (p_person, p_department, p_at, p_role)
  on conflict (person_id, department_id) do update set role = excluded.role, origin = 'hand'
   where membership.origin = 'group';
  if not found then return 'already'; end if;
  perform audit_append(administrator_acting(), 'member-added', p_department, null, null, p_person || ' ' || p_role);
  if administrator_acting() is not null then
    perform announce(p_department, 'member-by-hand', p_person, p_at, null, administrator_acting());
  end if;
  return 'added';
end $$;

create or replace function set_member_role(p_department text, p_person text, p_role text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_had text;
begin
  perform demand_administrator(p_department);
  if is_own_membership(p_person) then return 'self'; end if;
  select role into v_had from membership where person_id = p_person and department_id = p_department for update;
  if not found then return 'unknown'; end if;
  update membership set role = p_role, origin = 'hand' where person_id = p_person and department_id = p_department;
  perform audit_append(administrator_acting(), 'member-role', p_department, null, null, p_person || ' ' || p_role);
  if administrator_acting() is not null
     and (p_role = 'administrator' and v_had <> 'administrator' or p_role = 'handler' and v_had = 'reader') then
    perform announce(p_department, 'member-by-hand', p_person, now(), null, administrator_acting());
  end if;
  return 'changed';
end $$;
