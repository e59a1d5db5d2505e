-- Administration in the mailbox. A system administrator looks after the house and opens no document by it; a department's own
-- administrator looks after that department. What they see and do they see and do by functions alone, which look at the role
-- and at the session's own row themselves: no service may write departments, numbers or memberships.

create index session_by_person on session (person_id);

-- What administration demands of a login, whatever departments demand.
create function administration_demands() returns text
language sql immutable as $$ select 'LoA3' $$;

-- Whether the session that the transaction acts in goes on, is the person's, and reaches a level.
create function session_is_at(p_level text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from session s join person p on p.id = s.person_id and p.deactivated_at is null
     where s.id_hash = current_setting('kuvert.session', true)
       and s.person_id = current_setting('kuvert.person', true) and s.ended_at is null and s.loa >= p_level)
$$;
revoke all on function session_is_at from public;

create function is_system_administrator() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from house_role
    where person_id = current_setting('kuvert.person', true) and role = 'system-administrator') and acts_still()
$$;
revoke all on function is_system_administrator from public;

-- Whom the link to administration is shown to, and whether their session is strong enough for it: that there is such a role they
-- know of themselves. `scope` is null for everybody else.
create function my_administration(out scope text, out reaches boolean, out demands text) returns record
language sql stable security definer set search_path = public, pg_temp as $$
  select case when is_system_administrator() then 'house'
              when exists (select from membership where person_id = current_setting('kuvert.person', true)
                              and role = 'administrator') and acts_still() then 'departments' end,
         session_is_at(administration_demands()), administration_demands()
$$;
revoke all on function my_administration from public;
grant execute on function my_administration to kuvert_mailbox;

-- Whether whoever the transaction acts for looks after the house, in a session that is strong enough.
create function administers_house() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select is_system_administrator() and session_is_at(administration_demands())
$$;
revoke all on function administers_house from public;

-- Or after this department: as the house's, or as its own, whom the department's own demand binds as well.
create function administers(p_department text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select administers_house() or (session_is_at(administration_demands()) and exists (
    select from membership m join department d on d.id = m.department_id
     where m.department_id = p_department and m.person_id = current_setting('kuvert.person', true)
       and m.role = 'administrator' and session_reaches(d.id, d.demands)))
$$;
revoke all on function administers from public;

-- The departments that somebody looks after, with what one has to know of them. `opened_by` counts the members whose logins of
-- late open it: sessions are kept a day beyond their end.
create function admin_departments() returns table (
  id text, name text, unassigned boolean, demands text, least_demands text, numbers text[], members integer,
  handlers integer, administrators integer, opened_by integer, last_received_at timestamptz, untaken integer
)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name, d.unassigned, d.demands, least_demand(d.id, d.demands),
         array(select n.number from fax_number n where n.department_id = d.id order by n.number),
         m.members, m.handlers, m.administrators, m.opened_by,
         (select e.received_at from message e where e.department_id = d.id order by e.available_at desc, e.id desc limit 1),
         (select count(*)::integer from handling h where h.department_id = d.id and h.state = 'new')
    from department d
   cross join lateral (
     select count(*)::integer as members, count(*) filter (where m.role <> 'reader')::integer as handlers,
            count(*) filter (where m.role = 'administrator')::integer as administrators,
            count(*) filter (where exists (select from session s where s.person_id = m.person_id and (
              s.loa >= d.demands or exists (
                select from department_exception x where x.department_id = d.id and x.ended_at is null and x.ends_at > now()
                   and (x.demands is null or x.demands <= s.loa)))))::integer as opened_by
       from membership m join person p on p.id = m.person_id and p.deactivated_at is null
      where m.department_id = d.id) m
   where administers(d.id)
$$;
revoke all on function admin_departments from public;
grant execute on function admin_departments to kuvert_mailbox;

-- Members of a department that one looks after.
create function admin_members(p_department text) returns table (
  person_id text, name text, subject text, role text, origin text, since timestamptz, seen_at timestamptz, left_at timestamptz
)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, p.subject, m.role, m.origin, m.created_at,
         (select max(s.seen_at) from session s where s.person_id = p.id), p.deactivated_at
    from membership m join person p on p.id = m.person_id
   where m.department_id = p_department and administers(p_department)
   order by p.name, p.id
$$;
revoke all on function admin_members from public;
grant execute on function admin_members to kuvert_mailbox;
