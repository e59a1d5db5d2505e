-- Roles in the house are given and taken by system administrators as well, and sessions of the whole house are seen and ended:
-- by functions that are the operator's at the command line, too. Nobody changes a role of their own, the house keeps a system
-- administrator, and whoever was one before is told of each change until they say that they have seen it.

create table house_announcement (
  id         text primary key,
  kind       text not null check (kind in ('role-given', 'role-taken')),
  role       text not null check (role in ('auditor', 'system-administrator')),
  -- whom it is about
  person_id  text not null references person,
  -- who did it; null: the operator
  by_id      text references person,
  at         timestamptz not null
);
create index house_announcement_by_time on house_announcement (at);

create table house_announcement_seen (
  announcement_id  text not null references house_announcement,
  person_id        text not null references person,
  at               timestamptz not null,
  primary key (announcement_id, person_id)
);

alter table house_announcement enable row level security;
alter table house_announcement_seen enable row level security;
revoke all on house_announcement, house_announcement_seen from public;

-- Those that whoever the transaction acts for is told of: what others did since that one became a system administrator. Who is
-- made one by a stolen account doesn't take the others' notice away. Older than a year nobody is troubled with it.
create function told_of_house() returns setof house_announcement
language sql stable security definer set search_path = public, pg_temp as $$
  select a.* from house_announcement a
    join house_role r on r.person_id = current_setting('kuvert.person', true) and r.role = 'system-administrator'
   where administers_house() and r.created_at < a.at and a.by_id is distinct from r.person_id
     and a.at > now() - interval '1 year'
     and not exists (
       select from house_announcement_seen s where s.announcement_id = a.id and s.person_id = r.person_id)
$$;
revoke all on function told_of_house from public;

create function house_announcements() returns table (
  id text, kind text, role text, person_id text, person text, by_name text, at timestamptz
)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.kind, a.role, a.person_id, p.name, b.name, a.at
    from told_of_house() a join person p on p.id = a.person_id left join person b on b.id = a.by_id
   order by a.at desc, a.id limit 20
$$;
revoke all on function house_announcements from public;
grant execute on function house_announcements to kuvert_mailbox;

-- False: they aren't told of it, or have said so before.
create function see_house_announcement(p_id text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into house_announcement_seen
  select a.id, administrator_acting(), p_at from told_of_house() a where a.id = p_id
  on conflict do nothing;
  if not found then return false; end if;
  perform audit_append(administrator_acting(), 'announcement-seen', null, null, null, 'announcement ' || p_id);
  return true;
end $$;
revoke all on function see_house_announcement from public;
grant execute on function see_house_announcement to kuvert_mailbox;

-- One at a time changes roles: two who take each other's find out one after the other.
create function hold_house_roles() returns void
language sql security definer set search_path = public, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('house_role', 0))
$$;
revoke all on function hold_house_roles from public;

create function tell_house(p_kind text, p_role text, p_person text, p_at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into house_announcement (id, kind, role, person_id, by_id, at)
  values (gen_random_uuid()::text, p_kind, p_role, p_person, administrator_acting(), p_at)
$$;
revoke all on function tell_house from public;

-- `given`; `already`; `self`; `unknown`: no such person, or one who has left.
create function give_house_role(p_person text, p_role text, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform hold_house_roles();
  perform demand_administrator(null);
  if is_own_membership(p_person) then return 'self'; end if;
  perform from person where id = p_person and kind = 'person' and deactivated_at is null;
  if not found then return 'unknown'; end if;
  insert into house_role (person_id, role, created_at) values (p_person, p_role, p_at) on conflict do nothing;
  if not found then return 'already'; end if;
  perform audit_append(administrator_acting(), 'role-given', null, null, null, p_role || ' ' || p_person);
  perform tell_house('role-given', p_role, p_person, p_at);
  return 'given';
end $$;
revoke all on function give_house_role from public;
grant execute on function give_house_role to kuvert_mailbox;

-- `taken`, from the next request on; `self`; `unknown`: they don't have it; `last`: the house would have no system administrator
-- who is still there.
create function take_house_role(p_person text, p_role text, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform hold_house_roles();
  perform demand_administrator(null);
  if is_own_membership(p_person) then return 'self'; end if;
  perform from house_role where person_id = p_person and role = p_role;
  if not found then return 'unknown'; end if;
  if p_role = 'system-administrator' and not exists (
    select from house_role r join person p on p.id = r.person_id and p.deactivated_at is null
     where r.role = p_role and r.person_id <> p_person) then return 'last'; end if;
  delete from house_role where person_id = p_person and role = p_role;
  perform audit_append(administrator_acting(), 'role-taken', null, null, null, p_role || ' ' || p_person);
  perform tell_house('role-taken', p_role, p_person, p_at);
  return 'taken';
end $$;
revoke all on function take_house_role from public;
grant execute on function take_house_role to kuvert_mailbox;

-- Who is logged in, by how many sessions, and when they were last used: whoever was here last comes first, 200 at most.
-- `people` and `all_sessions` count all of them.
create function admin_sessions(p_now timestamptz, p_seen_after timestamptz) returns table (
  id text, name text, subject text, sessions integer, seen_at timestamptz, people integer, all_sessions integer
)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, p.subject, s.sessions, s.seen_at, (count(*) over ())::integer, (sum(s.sessions) over ())::integer
    from (select person_id, count(*)::integer as sessions, max(seen_at) as seen_at from session
           where ended_at is null and expires_at > p_now and seen_at > p_seen_after group by person_id) s
    join person p on p.id = s.person_id
   where is_operator() or administers_house()
   order by s.seen_at desc, p.name, p.id limit 200
$$;
revoke all on function admin_sessions from public;
grant execute on function admin_sessions to kuvert_mailbox;

-- Ends every session of everybody in the mailbox, one's own as well, each on record; how many.
create function end_house_sessions(p_at timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_why text := coalesce(administrator_acting() || ' by-administrator', 'by-operator');
  v_person text;
  v_ended integer := 0;
begin
  perform demand_administrator(null);
  for v_person in select distinct person_id from session where ended_at is null order by 1 loop
    v_ended := v_ended + end_sessions_of(v_person, v_why, p_at);
  end loop;
  return v_ended;
end $$;
revoke all on function end_house_sessions from public;
grant execute on function end_house_sessions to kuvert_mailbox;

-- Whom an auditor or a system administrator's role was given to, for the page where it is taken back.
create function admin_house_roles() returns table (
  id text, name text, subject text, role text, since timestamptz, left_at timestamptz
)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, p.subject, r.role, r.created_at, p.deactivated_at
    from house_role r join person p on p.id = r.person_id
   where is_operator() or administers_house()
   order by r.role desc, p.name, p.id
$$;
revoke all on function admin_house_roles from public;
grant execute on function admin_house_roles to kuvert_mailbox;
