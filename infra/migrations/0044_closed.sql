-- A department may say until when it is closed, such as over a holiday: partners in the room see it before they write.
alter table department add column closed_until date;

-- As 0043_room.sql has it, and whether it is closed now: until when.
drop function room_departments;
create function room_departments(p_today date)
returns table (id text, name text, key_id text, recipient text, closed_until text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name, k.id, k.recipient, case when d.closed_until > p_today then d.closed_until::text end
    from department d join department_key k on k.department_id = d.id
   where k.retired_at is null and exists (select from department_address a where a.department_id = d.id)
     and exists (select from my_functions())
   order by d.name
$$;
revoke all on function room_departments from public;
grant execute on function room_departments to kuvert_room;
