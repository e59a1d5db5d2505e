-- Notices by mail to a partner's function in the room, as departments have them (0035_notices.sql): that something new lies
-- there. They go to one address of the function.
alter table notice_address
  alter column department_id drop not null,
  add column function_id text unique references partner_function,
  -- a department's stands in its setting
  add column language text check (language in ('sv', 'da', 'en')),
  add check ((department_id is null) <> (function_id is null)),
  add check ((function_id is null) = (language is null));
alter table notice
  alter column department_id drop not null,
  add column function_id text references partner_function,
  add check ((department_id is null) <> (function_id is null)),
  drop constraint notice_kind_check,
  add constraint notice_kind_check check (kind in ('arrived', 'untaken', 'in-room')),
  add check ((function_id is null) = (kind <> 'in-room'));

-- Begins a notice to each address, or finds the one that gathers; their ids.
create function gather_notices(p_department text, p_function text, p_kind text) returns setof text
language sql security definer set search_path = public, pg_temp as $$
  with gathering as (
    insert into notice (id, department_id, function_id, address_id, kind, created_at)
    select gen_random_uuid()::text, a.department_id, a.function_id, a.id, p_kind, now()
      from notice_address a where a.department_id = p_department or a.function_id = p_function order by a.id
    -- an update that changes nothing locks the row: it isn't begun before this transaction has ended
    on conflict (address_id, kind) where begun_at is null and ended_at is null do update set kind = excluded.kind
    returning id),
  ordered as (
    insert into work (id, service, kind, subject, due_at, created_at)
    select gen_random_uuid()::text, 'outbound', 'notice', id, now() + interval '1 minute', now() from gathering
    on conflict do nothing)
  select id from gathering
$$;
revoke all on function gather_notices from public;

-- As 0035_notices.sql has it.
create or replace function order_notices(p_message text, p_department text, p_kind text) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into notice_message (notice_id, department_id, message_id)
  select id, p_department, p_message from gather_notices(p_department, null, p_kind) id
  on conflict do nothing
$$;

-- What a department sent lies in the room of a function. What a restore brings back has come before.
create function room_message_is_noticed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user then
    perform gather_notices(null, new.function_id, 'in-room');
  end if;
  return null;
end $$;
create constraint trigger room_message_is_noticed after insert on room_message deferrable initially deferred for each row
  when (new.delivery_id is not null) execute function room_message_is_noticed();

-- As 0035_notices.sql has it, and for a function, unless it or its partner is gone.
create or replace function begin_notice(p_notice text)
  returns table (kind text, language text, mailbox text, address text, created_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update notice n set begun_at = now() where n.id = p_notice and n.ended_at is null;
  return query select n.kind, coalesce(s.language, a.language, 'en'), coalesce(d.name, p.name || ', ' || f.name),
         case when s.department_id is not null or (f.id is not null and f.removed_at is null and p.off_at is null) then a.address end,
         n.created_at
    from notice n
    left join department d on d.id = n.department_id
    left join notice_setting s on s.department_id = n.department_id
    left join partner_function f on f.id = n.function_id
    left join partner p on p.id = f.partner_id
    left join notice_address a on a.id = n.address_id
   where n.id = p_notice and n.ended_at is null;
end $$;
