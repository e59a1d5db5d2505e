-- What administrators change: one function for each, which is the operator's at the command line as well, so that there is one
-- rule. Each looks at who acts itself and puts the change on record in its transaction; it answers with what came of it.

-- Whether the database's owner acts, at the command line: the operator, of whom the audit trail has no person.
create function is_operator() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select pg_has_role(session_user, current_user, 'usage')
$$;
revoke all on function is_operator from public;

-- Who acts; null: the operator.
create function administrator_acting() returns text
language sql stable as $$ select nullif(current_setting('kuvert.person', true), '') $$;

-- Refuses everybody else. Null as the department: who looks after the house.
create function demand_administrator(p_department text) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if is_operator() or administers_house() or administers(p_department) then return; end if;
  raise exception 'administration is for administrators' using errcode = 'insufficient_privilege';
end $$;
revoke all on function demand_administrator from public;

-- Nobody looks after their own membership: a system administrator gets no department by it, and a department keeps its
-- administrator.
create function is_own_membership(p_person text) returns boolean
language sql stable as $$ select coalesce(p_person = administrator_acting(), false) $$;

-- `added`; `already`; `self`; `unknown`: no such person, or one who has left. Of a member by group it makes one by hand.
create function add_member(p_department text, p_person text, p_role text, p_at timestamptz) returns text
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
  return 'added';
end $$;
revoke all on function add_member from public;
grant execute on function add_member to kuvert_mailbox;

-- `changed`; `self`; `unknown`: no member. It counts from the next statement on, and no group changes it.
create function set_member_role(p_department text, p_person text, p_role text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform demand_administrator(p_department);
  if is_own_membership(p_person) then return 'self'; end if;
  update membership set role = p_role, origin = 'hand' where person_id = p_person and department_id = p_department;
  if not found then return 'unknown'; end if;
  perform audit_append(administrator_acting(), 'member-role', p_department, null, null, p_person || ' ' || p_role);
  return 'changed';
end $$;
revoke all on function set_member_role from public;
grant execute on function set_member_role to kuvert_mailbox;

-- `removed`, with the role that it was, and whether a group brings it back; `self`; `by-group`: the directory's to end, but for
-- the operator; `unknown`. What the member had taken goes back (0069_leavers.sql).
create function remove_member(
  p_department text, p_person text, out outcome text, out role text, out comes_back boolean
) returns record
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_origin text;
begin
  perform demand_administrator(p_department);
  outcome := 'self';
  if is_own_membership(p_person) then return; end if;
  select m.origin, m.role into v_origin, role from membership m
   where m.person_id = p_person and m.department_id = p_department for update;
  outcome := 'unknown';
  if not found then return; end if;
  outcome := 'by-group';
  if v_origin = 'group' and not is_operator() then return; end if;
  delete from membership where person_id = p_person and department_id = p_department;
  perform audit_append(administrator_acting(), 'member-removed', p_department, null, null, p_person);
  outcome := 'removed';
  comes_back := v_origin = 'group';
end $$;
revoke all on function remove_member from public;
grant execute on function remove_member to kuvert_mailbox;

-- People of the house with that in their name, or with exactly that identity: 21 at most.
create function admin_people(p_text text) returns table (
  id text, name text, subject text, departments text[], left_at timestamptz
)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, p.subject,
         case when administers_house() then array(
           select d.name from membership m join department d on d.id = m.department_id where m.person_id = p.id order by d.name)
         else '{}' end,
         p.deactivated_at
    from person p
   where p.kind = 'person' and session_is_at(administration_demands()) and (select scope from my_administration()) is not null
     and (position(lower(p_text) in lower(p.name)) > 0 or lower(p.subject) = lower(p_text) or p.id = p_text)
   order by p.name, p.id limit 21
$$;
revoke all on function admin_people from public;
grant execute on function admin_people to kuvert_mailbox;

-- Makes somebody known before their first login: their id, the new one or that of whoever is known so already.
create function make_known(p_id text, p_issuer text, p_subject text, p_name text, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_known text;
begin
  if not is_operator() and not (session_is_at(administration_demands()) and (select scope from my_administration()) is not null) then
    raise exception 'administration is for administrators' using errcode = 'insufficient_privilege';
  end if;
  insert into person (id, issuer, subject, name, created_at) values (p_id, p_issuer, p_subject, p_name, p_at)
  on conflict (issuer, subject) do nothing;
  if found then
    perform audit_append(administrator_acting(), 'person-added', null, null, null, p_id);
    return p_id;
  end if;
  select id into v_known from person where issuer = p_issuer and subject = p_subject;
  return v_known;
end $$;
revoke all on function make_known from public;
grant execute on function make_known to kuvert_mailbox;

-- `added`, `moved` from another department, or `same`. What comes to the number goes there from the next fax on.
create function put_number(p_number text, p_department text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_had text;
begin
  perform demand_administrator(null);
  select department_id into v_had from fax_number where number = p_number for update;
  if v_had = p_department then return 'same'; end if;
  if v_had is not null then
    update fax_number set department_id = p_department where number = p_number;
    perform audit_append(administrator_acting(), 'number-removed', v_had, null, null, null);
  else
    insert into fax_number (number, department_id) values (p_number, p_department);
  end if;
  perform audit_append(administrator_acting(), 'number-added', p_department, null, null, null);
  return case when v_had is null then 'added' else 'moved' end;
end $$;
revoke all on function put_number from public;
grant execute on function put_number to kuvert_mailbox;

-- From now on faxes to it are unassigned; the department that had it, or null.
create function take_number(p_number text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_had text;
begin
  perform demand_administrator(null);
  delete from fax_number where number = p_number returning department_id into v_had;
  if v_had is not null then
    perform audit_append(administrator_acting(), 'number-removed', v_had, null, null, null);
  end if;
  return v_had;
end $$;
revoke all on function take_number from public;
grant execute on function take_number to kuvert_mailbox;

-- With its key: the public half to seal with, the secret half wrapped under the master key. False: the name is taken, or there
-- is an unassigned one.
create function add_department(
  p_id text, p_name text, p_unassigned boolean, p_key text, p_recipient text, p_wrapped bytea, p_at timestamptz
) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform demand_administrator(null);
  insert into department (id, name, unassigned, created_at) values (p_id, p_name, p_unassigned, p_at) on conflict do nothing;
  if not found then return false; end if;
  insert into department_key (id, department_id, recipient, created_at) values (p_key, p_id, p_recipient, p_at);
  insert into department_identity (key_id, wrapped) values (p_key, p_wrapped);
  perform audit_append(administrator_acting(), 'department-created', p_id, null, null, p_key);
  return true;
end $$;
revoke all on function add_department from public;
grant execute on function add_department to kuvert_mailbox;

-- `renamed`, `same`, or `name-taken`.
create function rename_department(p_id text, p_name text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform demand_administrator(null);
  if exists (select from department where id = p_id and name = p_name) then return 'same'; end if;
  update department set name = p_name where id = p_id;
  perform audit_append(administrator_acting(), 'department-renamed', p_id, null, null, null);
  return 'renamed';
exception when unique_violation then
  return 'name-taken';
end $$;
revoke all on function rename_department from public;
grant execute on function rename_department to kuvert_mailbox;

-- What it demands of logins. Its own administrator raises it, to what their own session reaches, and never lowers it: `lower`,
-- `beyond`; `changed` else.
create function set_demand(p_department text, p_level text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_had text;
begin
  perform demand_administrator(p_department);
  select demands into v_had from department where id = p_department for update;
  if not is_operator() and not administers_house() then
    if p_level < v_had then return 'lower'; end if;
    if not session_is_at(p_level) then return 'beyond'; end if;
  end if;
  update department set demands = p_level where id = p_department;
  perform audit_append(administrator_acting(), 'department-assurance', p_department, null, null, p_level);
  return 'changed';
end $$;
revoke all on function set_demand from public;
grant execute on function set_demand to kuvert_mailbox;

-- Until its end the department demands less of its members (null: any login); false: it has one of that name.
create function add_exception(
  p_id text, p_department text, p_name text, p_reason text, p_demands text, p_at timestamptz, p_ends timestamptz
) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform demand_administrator(null);
  if p_ends > p_at + interval '366 days' then
    raise exception 'an exception ends within a year' using errcode = 'check_violation';
  end if;
  insert into department_exception (id, department_id, name, reason, demands, created_at, ends_at)
  values (p_id, p_department, p_name, p_reason, p_demands, p_at, p_ends) on conflict do nothing;
  if not found then return false; end if;
  perform audit_append(administrator_acting(), 'department-exception-added', p_department, null, null,
    p_id || ' ' || coalesce(p_demands, 'any') || ' until ' || to_char(p_ends at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      || ' ' || p_name || ': ' || p_reason);
  return true;
end $$;
revoke all on function add_exception from public;
grant execute on function add_exception to kuvert_mailbox;

-- Ends it before its time, or takes one that is over out of sight; its id, or null where there is none of that name.
create function end_exception(p_department text, p_name text, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_id text;
begin
  perform demand_administrator(null);
  update department_exception set ended_at = greatest(p_at, created_at)
   where department_id = p_department and name = p_name and ended_at is null returning id into v_id;
  if v_id is not null then
    perform audit_append(administrator_acting(), 'department-exception-ended', p_department, null, null, v_id);
  end if;
  return v_id;
end $$;
revoke all on function end_exception from public;
grant execute on function end_exception to kuvert_mailbox;

-- Those that have not been ended, of a department that one looks after.
create function admin_exceptions(p_department text) returns table (
  name text, reason text, demands text, created_at timestamptz, ends_at timestamptz
)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.name, e.reason, e.demands, e.created_at, e.ends_at from department_exception e
   where e.department_id = p_department and e.ended_at is null and administers(p_department) order by e.ends_at, e.name
$$;
revoke all on function admin_exceptions from public;
grant execute on function admin_exceptions to kuvert_mailbox;

-- Somebody, for who looks after the house.
create function admin_person(p_id text) returns table (
  id text, name text, subject text, issuer text, known_since timestamptz, left_at timestamptz, front_desk boolean,
  house_roles text[], last_login timestamptz, sessions integer, memberships jsonb
)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, p.subject, p.issuer, p.created_at, p.deactivated_at,
         exists (select from front_desk f where f.person_id = p.id),
         array(select r.role from house_role r where r.person_id = p.id order by r.role),
         (select a.at from audit a where a.person_id = p.id and a.action in ('login', 'step-up') order by a.seq desc limit 1),
         (select count(*)::integer from session s where s.person_id = p.id and s.ended_at is null and s.expires_at > now()),
         (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'role', m.role, 'origin', m.origin)
            order by d.name), '[]')
            from membership m join department d on d.id = m.department_id where m.person_id = p.id)
    from person p where p.id = p_id and p.kind = 'person' and administers_house()
$$;
revoke all on function admin_person from public;
grant execute on function admin_person to kuvert_mailbox;
