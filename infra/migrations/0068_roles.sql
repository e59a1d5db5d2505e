-- What a member may do in a department: a reader reads, a handler takes care of what comes and sends, an administrator of it is
-- a handler who looks after the department besides. Members from before stay what they were.
alter table membership add column role text not null default 'handler' check (role in ('reader', 'handler', 'administrator'));

-- Departments in which whoever the transaction acts for may do more than read, as it is at this moment: those of
-- my_departments() where they are no mere reader, a business system's, and the one that held work is about.
create function my_handled_departments() returns setof text
language plpgsql stable rows 10 security definer set search_path = public, pg_temp as $$
begin
  return query select d from my_departments() d
                where not exists (select from membership m where m.department_id = d and m.role = 'reader'
                                    and m.person_id = current_setting('kuvert.person', true))
     union all select work_department();
end $$;
revoke all on function my_handled_departments from public;
grant execute on function my_handled_departments to kuvert_mailbox;

-- Beside every policy by which the mailbox writes: nobody writes where they only read.
do $$
declare
  v_table text;
begin
  foreach v_table in array array[
    'handling', 'referral', 'resend', 'send_order', 'send_document', 'send_act', 'second_look', 'approval', 'delivery',
    'delivery_fact', 'contact', 'incident', 'incident_act', 'message_concern']
  loop
    execute format('create policy handlers_add on %I as restrictive for insert to kuvert_mailbox
      with check (department_id in (select my_handled_departments()))', v_table);
    execute format('create policy handlers_change on %I as restrictive for update to kuvert_mailbox
      using (department_id in (select my_handled_departments()))', v_table);
    execute format('create policy handlers_remove on %I as restrictive for delete to kuvert_mailbox
      using (department_id in (select my_handled_departments()))', v_table);
  end loop;
end $$;
-- That they opened something is told of readers as of all.
create policy handlers_tell on timeline as restrictive for insert to kuvert_mailbox
  with check (kind = 'opened' or department_id in (select my_handled_departments()));

-- And the functions that write in a member's name: as they stand, for departments where that member is no mere reader.
do $$
declare
  v_function text;
begin
  foreach v_function in array array[
    'accept_order', 'fetch_again', 'forward_message', 'order_dispatch', 'dial_now', 'ask_to_withdraw']
  loop
    execute replace(pg_get_functiondef(v_function::regproc), 'my_departments()', 'my_handled_departments()');
  end loop;
end $$;

-- Whether something that is asked for by its id is of a department where the person only reads.
create function only_read(p_id text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from membership r join my_departments() d on d = r.department_id
     where r.person_id = current_setting('kuvert.person', true) and r.role = 'reader' and r.department_id in (
       select p_id
       union all select m.department_id from message m where m.id = p_id
       union all select o.department_id from send_order o where o.id = p_id
       union all select c.department_id from contact c where c.id = p_id
       union all select i.department_id from incident i where i.id = p_id))
$$;
revoke all on function only_read from public;
grant execute on function only_read to kuvert_mailbox;
