-- A fax that is another department's: it becomes a message there, sealed anew, and what was sealed for the first one is
-- gone with its rows. The first one keeps that it came and where it went.
create table forwarding (
  -- there
  message_id       text primary key references message,
  department_id    text not null references department,
  -- here; it goes on once
  from_id          text not null unique references message,
  from_department  text not null references department,
  -- as the departments were called then: neither sees the other's row
  from_name        text not null,
  to_name          text not null,
  person_id        text not null references person,
  at               timestamptz not null,
  reason           text check (length(reason) between 1 and 500),
  check (message_id <> from_id),
  check (department_id <> from_department)
);
alter table forwarding enable row level security;
revoke all on forwarding from public;
grant select on forwarding to kuvert_mailbox;
create policy mailbox_reads on forwarding for select to kuvert_mailbox using (
  department_id in (select my_departments()) or from_department in (select my_departments()));

alter table handling drop constraint handling_state_check;
alter table handling add constraint handling_state_check
  check (state in ('new', 'taken', 'registered', 'not-registered', 'forwarded'));


-- It went on, and stays so: only the function below says it, and nothing takes it back.
drop policy mailbox_handles on handling;
create policy mailbox_handles on handling for update to kuvert_mailbox
  using (department_id in (select my_departments()))
  with check ((state = 'new' or person_id = current_setting('kuvert.person', true)) and state <> 'forwarded');
create function handling_stays_forwarded() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'a fax that went on to another department stays there' using errcode = 'check_violation';
end $$;
create trigger handling_stays_forwarded before update on handling
  for each row when (old.state = 'forwarded') execute function handling_stays_forwarded();

-- Where a fax can go on to: names alone, which are no secret within the house.
create function departments_to_forward_to() returns table (id text, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name from department d where exists (select from my_departments())
$$;
revoke all on function departments_to_forward_to from public;
grant execute on function departments_to_forward_to to kuvert_mailbox;

-- What another department's documents are sealed for: a public key.
create function key_to_forward_to(p_department text) returns table (id text, recipient text)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.recipient from department_key k
   where k.department_id = p_department and k.retired_at is null and exists (select from my_departments())
$$;
revoke all on function key_to_forward_to from public;
grant execute on function key_to_forward_to to kuvert_mailbox;

-- Forwards an available message of the acting person's department that nobody else has taken; gives back the names of the
-- objects that no row names any more. None when it may not be forwarded (any more), or when its documents are others than
-- `p_documents`, those that were sealed anew: the machine has read it in between.
create function forward_message(
  p_message text, p_to text, p_new text, p_documents text[], p_reason text, p_at timestamptz
) returns setof text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_person text := current_setting('kuvert.person', true);
  v_message message;
  v_from department;
  v_to department;
begin
  select * into v_message from message m
   where m.id = p_message and m.state = 'available' and m.department_id in (select my_departments()) for update;
  if not found then return; end if;
  perform from handling h where h.message_id = p_message
     and (h.state = 'new' or (h.state = 'taken' and h.person_id = v_person)) for update;
  if not found then return; end if;
  if p_documents is distinct from
     (select array_agg(d.id order by d.id) from document d where d.message_id = p_message) then return; end if;
  select * into v_from from department where id = v_message.department_id;
  select * into v_to from department where id = p_to and id <> v_from.id;
  if not found then return; end if;

  insert into message (id, department_id, carrier, from_number, to_number, tsi, received_at, available_at,
      announced_pages, error_text, state, pages, damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
  values (p_new, v_to.id, v_message.carrier, v_message.from_number, v_message.to_number, v_message.tsi,
      v_message.received_at, p_at, v_message.announced_pages, v_message.error_text, 'available', v_message.pages,
      v_message.damaged_lines, v_message.missing_lines, v_message.blank_pages, v_message.ended_early,
      v_message.carrier_copy);
  insert into message_page (message_id, department_id, page, lines, damaged_lines, damage, missing_lines, ended_early,
      blank, rotate, turned)
  select p_new, v_to.id, page, lines, damaged_lines, damage, missing_lines, ended_early, blank, rotate, turned
    from message_page where message_id = p_message;
  insert into message_intake (message_id, department_id, repaired, decrypted, missing_pages, removed)
  select p_new, v_to.id, repaired, decrypted, missing_pages, removed from message_intake where message_id = p_message;
  with gone as (delete from message_text where message_id = p_message returning *)
  insert into message_text (message_id, department_id, state, language, reason, at)
  select p_new, v_to.id, state, language, reason, at from gone;
  insert into handling (message_id, department_id) values (p_new, v_to.id);
  insert into timeline (id, message_id, department_id, at, kind, person_id, note) values
    (gen_random_uuid()::text, p_new, v_to.id, v_message.received_at, 'received', null, null),
    (gen_random_uuid()::text, p_new, v_to.id, p_at, 'forwarded-here', v_person, concat_ws(': ', v_from.name, p_reason)),
    (gen_random_uuid()::text, p_message, v_from.id, p_at, 'forwarded', v_person, concat_ws(': ', v_to.name, p_reason));
  insert into forwarding values (p_new, v_to.id, p_message, v_from.id, v_from.name, v_to.name, v_person, p_at, p_reason);
  update handling set state = 'forwarded', person_id = v_person, at = p_at where message_id = p_message;

  -- What the machine has yet to do, it does there.
  insert into work (id, service, kind, subject, due_at, created_at, ended_at)
  select gen_random_uuid()::text, 'mailbox', kind, p_message, p_at, p_at, p_at from unnest(array['recognise', 'find-resends']) kind
  on conflict (kind, subject) do update set ended_at = coalesce(work.ended_at, excluded.ended_at);
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'mailbox', kind, p_new, p_at, p_at from unnest(array['recognise', 'find-resends']) kind
   where kind <> 'recognise' or not exists (select from message_text where message_id = p_new);

  return query delete from document where message_id = p_message returning object_name;
end $$;
revoke all on function forward_message from public;
grant execute on function forward_message to kuvert_mailbox;

-- Documents come with the message that this very transaction forwards, for whom it is now.
create function is_being_forwarded(p_message text, p_department text, p_key text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from forwarding f join department_key k on k.department_id = f.department_id
    where f.message_id = p_message and f.department_id = p_department and k.id = p_key
      and f.xmin = pg_current_xact_id()::xid and f.person_id = current_setting('kuvert.person', true))
$$;
revoke all on function is_being_forwarded from public;
grant execute on function is_being_forwarded to kuvert_mailbox;
create policy mailbox_forwards on document for insert to kuvert_mailbox
  with check (is_being_forwarded(message_id, department_id, key_id));

-- The carrier has one copy, whoever has the message now.
create function carrier_copy_goes_along() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update message m set carrier_copy = new.carrier_copy from forwarding f
   where f.from_id = new.id and m.id = f.message_id;
  return null;
end $$;
create trigger carrier_copy_goes_along after update of carrier_copy on message
  for each row when (old.carrier_copy is distinct from new.carrier_copy) execute function carrier_copy_goes_along();
