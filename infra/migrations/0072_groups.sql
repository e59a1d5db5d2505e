-- Membership by groups of the directory of staff: whoever is in a group is a member of a department, with the role that the
-- operator gave the group there. What was set by hand wins, and no group takes it away.

alter table membership add column origin text not null default 'hand' check (origin in ('hand', 'group'));

-- What a login said of groups, while its person chooses whom they log in as: null where it said nothing.
alter table login_choice add column groups jsonb;
alter table room_login_choice add column groups jsonb;

-- Groups that make members. Commissions of health care are groups by another name.
create table department_group (
  -- who knows the group: the issuer of those who are in it
  issuer         text not null,
  -- as the directory names it to us: an id, or a name
  name           text not null check (length(name) between 1 and 200),
  department_id  text not null references department,
  role           text not null check (role in ('reader', 'handler', 'administrator')),
  created_at     timestamptz not null,
  primary key (issuer, name, department_id)
);

-- Of these groups those that somebody's last login named.
create table login_group (
  person_id  text not null references person,
  name       text not null,
  primary key (person_id, name)
);

alter table department_group enable row level security;
alter table login_group enable row level security;
revoke all on department_group, login_group from public;

-- Every group that somebody is known to be in, by whatever told it.
create function groups_of(p_person text) returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select name from login_group where person_id = p_person
$$;
revoke all on function groups_of from public;

-- Holds the rows that change when these people leave something, always in this order, and before anything of it is on record:
-- the trail has one writer until the transaction's end, and whoever waits for it holds rows of their own. Not from those who
-- refer to a person.
create function hold_people(p_people text[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from person where id = any(p_people) order by id for no key update;
  perform from session where person_id = any(p_people) and ended_at is null order by id_hash for no key update;
  perform from handling where person_id = any(p_people) and state = 'taken' order by message_id for no key update;
end $$;
revoke all on function hold_people from public;

-- As 0069_leavers.sql has it, which held them as it went.
create or replace function deactivate_person(p_person text, p_by text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform hold_people(array[p_person]);
  update person set deactivated_at = p_at where id = p_person and kind = 'person' and deactivated_at is null;
  if not found then return false; end if;
  perform end_sessions_of(p_person, 'deactivated', p_at);
  perform give_back_of(p_person, null);
  perform audit_append(null, 'person-deactivated', null, null, null, concat_ws(' ', p_person, p_by));
  return true;
end $$;

-- Makes somebody's memberships what their groups say. Each change is on record, and whoever comes, or may do more than before,
-- is announced to the department in the same transaction: a stolen directory opens nothing in silence. `p_by` is what told it.
create function apply_groups(p_person text, p_by text, p_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_roles constant text[] := array['reader', 'handler', 'administrator'];
  v_change record;
begin
  perform hold_people(array[p_person]);
  for v_change in
    select coalesce(w.department_id, m.department_id) as department_id, w.rank as wanted, m.origin,
           array_position(v_roles, m.role) as had
      from (select g.department_id, max(array_position(v_roles, g.role)) as rank
              from department_group g join person p on p.id = p_person and p.issuer = g.issuer
             where g.name in (select groups_of(p_person)) group by g.department_id) w
      full join (select * from membership where person_id = p_person) m on m.department_id = w.department_id
     order by 1
  loop
    continue when v_change.origin = 'hand' or v_change.wanted is not distinct from v_change.had;
    if v_change.wanted is null then
      delete from membership where person_id = p_person and department_id = v_change.department_id;
      perform audit_append(null, 'member-removed', v_change.department_id, null, null, p_person || ' by group, ' || p_by);
      continue;
    end if;
    insert into membership (person_id, department_id, created_at, role, origin)
    values (p_person, v_change.department_id, p_at, v_roles[v_change.wanted], 'group')
    on conflict (person_id, department_id) do update set role = excluded.role;
    perform audit_append(null, case when v_change.had is null then 'member-added' else 'member-role' end,
      v_change.department_id, null, null, p_person || ' ' || v_roles[v_change.wanted] || ' by group, ' || p_by);
    if v_change.had is null or v_change.had < v_change.wanted then
      perform announce(v_change.department_id, 'member-by-group', p_person, p_at);
    end if;
  end loop;
end $$;
revoke all on function apply_groups from public;

-- A login told which groups somebody is in: those that make members, and no other, are kept.
create function groups_at_login(p_person text, p_names text[], p_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if cardinality(p_names) > 1000 then
    raise exception 'more groups than anybody is in' using errcode = 'check_violation';
  end if;
  perform hold_people(array[p_person]);
  delete from login_group where person_id = p_person and name <> all(p_names);
  insert into login_group (person_id, name)
  select distinct p_person, g.name from department_group g join person p on p.id = p_person and p.issuer = g.issuer
   where g.name = any(p_names)
  on conflict do nothing;
  perform apply_groups(p_person, 'login', p_at);
end $$;
revoke all on function groups_at_login from public;
grant execute on function groups_at_login to kuvert_mailbox;

-- What the operator said of a group counts at once for everybody who is known to be in it, or was a member by it.
create function apply_mapping(p_issuer text, p_name text, p_department text, p_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_people text[] := array(
    select p.id from person p
     where p.issuer = p_issuer and (p_name in (select groups_of(p.id))
       or exists (select from membership m where m.person_id = p.id and m.department_id = p_department and m.origin = 'group')));
  v_person text;
begin
  perform hold_people(v_people);
  foreach v_person in array v_people loop
    perform apply_groups(v_person, 'mapping', p_at);
  end loop;
end $$;
revoke all on function apply_mapping from public;
