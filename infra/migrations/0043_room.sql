-- The room: people of partners without any system log in at an origin of their own, write to departments and read their
-- answers there. Everything that the room sees lies in tables of its own, as the role kuvert_room, which has no right to
-- anything of the mailbox's. The mailbox's process takes that role for the room's connections (`role` when it connects).
grant usage on schema public to kuvert_room;

-- What a function's messages are sealed for, once it is in the room; the secret half is sealed to the master key.
create table room_key (
  id           text primary key,
  function_id  text not null unique references partner_function,
  recipient    text not null check (recipient like 'age1pq1%'),
  created_at   timestamptz not null
);
create table room_identity (
  key_id   text primary key references room_key,
  wrapped  bytea not null
);

-- Nobody of the house: they can be no members of a department, and the house's people none of a function.
create table room_person (
  id          text primary key,
  issuer      text not null,
  subject     text not null,
  name        text not null,
  locale      text check (locale in ('sv', 'en')),
  created_at  timestamptz not null,
  unique (issuer, subject)
);
create table room_membership (
  person_id    text not null references room_person,
  function_id  text not null references partner_function,
  created_at   timestamptz not null,
  primary key (person_id, function_id)
);
create table room_session (
  id_hash     text primary key,
  person_id   text not null references room_person,
  csrf_token  text not null,
  created_at  timestamptz not null,
  seen_at     timestamptz not null,
  expires_at  timestamptz not null,
  ended_at    timestamptz
);
create index room_session_expired on room_session (expires_at);
create table room_login_attempt (
  state_hash     text primary key,
  browser_hash   text not null,
  nonce          text not null,
  code_verifier  text not null,
  return_to      text not null,
  created_at     timestamptz not null
);

-- A message as the room has it: to a department, where it is a message in its mailbox as well; or from one, whose delivery's
-- id it has.
create table room_message (
  id                text primary key,
  partner_id        text not null,
  function_id       text not null,
  department_id     text not null references department,
  -- as it was called then
  department_name   text not null,
  conversation_id   text not null check (length(conversation_id) = 36),
  ref_to_message_id text,
  -- in the department's mailbox; null: from the department
  message_id        text unique references message,
  delivery_id       text unique references delivery,
  -- who wrote it there
  person_id         text references room_person,
  at                timestamptz not null,
  pages             integer not null check (pages > 0),
  -- for whom `details` are sealed: label, text, persons, references; a plain age file
  key_id            text not null references room_key,
  details           bytea not null check (octet_length(details) <= 262144),
  -- when somebody of the department took it, unless it was given back
  taken_at          timestamptz,
  -- when first somebody of the function opened what a department sent
  opened_at         timestamptz,
  check ((message_id is null) = (delivery_id is not null) and (message_id is null) = (person_id is null)),
  check (taken_at is null or message_id is not null),
  check (opened_at is null or delivery_id is not null),
  foreign key (function_id, partner_id) references partner_function (id, partner_id)
);
create index room_message_by_function on room_message (function_id, at desc, id desc);
create index room_message_conversation on room_message (conversation_id);

-- Its pages, as `document` has them.
create table room_document (
  id               text primary key,
  room_message_id  text not null unique references room_message,
  function_id      text not null references partner_function,
  key_id           text not null references room_key,
  media_type       text not null check (media_type = 'application/pdf'),
  object_name      text not null unique,
  header           bytea not null,
  payload_size     bigint not null,
  payload_sha256   text not null,
  plain_size       bigint not null,
  plain_sha256     text not null,
  created_at       timestamptz not null
);

revoke all on room_key, room_identity, room_person, room_membership, room_session, room_login_attempt, room_message,
  room_document from public;
alter table room_key enable row level security;
alter table room_identity enable row level security;
alter table room_membership enable row level security;
alter table room_message enable row level security;
alter table room_document enable row level security;

-- Functions of the person that the room's transaction acts for; none of a partner that is switched off.
create function my_functions() returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select f.id from room_membership m join partner_function f on f.id = m.function_id join partner p on p.id = f.partner_id
   where m.person_id = current_setting('kuvert.person', true) and f.removed_at is null and p.off_at is null
$$;
revoke all on function my_functions from public;
grant execute on function my_functions to kuvert_room;

grant select, insert on room_person to kuvert_room;
grant update (name, locale) on room_person to kuvert_room;
grant select, insert, update, delete on room_session, room_login_attempt to kuvert_room;
grant select on room_key, room_identity, room_message, room_document to kuvert_room;
grant update (opened_at) on room_message to kuvert_room;
grant insert on room_document, document to kuvert_room;
grant execute on function audit_append to kuvert_room;
create policy room_seals on room_key for select to kuvert_room using (function_id in (select my_functions()));
create policy room_opens on room_identity for select to kuvert_room using (key_id in (select id from room_key));
create policy room_reads on room_message for select to kuvert_room using (function_id in (select my_functions()));
create policy room_opens on room_message for update to kuvert_room
  using (function_id in (select my_functions()) and opened_at is null) with check (opened_at is not null);
create policy room_opens on room_document for select to kuvert_room using (function_id in (select my_functions()));

-- What is sent to the room is sealed for its function: label and references by the mailbox, pages by outbound.
grant select on room_key to kuvert_mailbox, kuvert_outbound;
grant insert on room_document to kuvert_outbound;
create policy house_seals on room_key for select to kuvert_mailbox, kuvert_outbound using (true);

-- The department sees that what it sent is there, and was opened.
grant select (id, department_id, partner_id, conversation_id, delivery_id, opened_at) on room_message to kuvert_mailbox;
create policy mailbox_reads on room_message for select to kuvert_mailbox
  using (department_id in (select my_departments()));

-- The functions that a person of a partner speaks for.
create function room_functions() returns table (id text, name text, partner text)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.id, f.name, p.name from partner_function f join partner p on p.id = f.partner_id
   where f.id in (select my_functions()) order by p.name, f.name, f.id
$$;
-- The departments that partners write to, for those who speak for one; with what is sealed for them.
create function room_departments() returns table (id text, name text, key_id text, recipient text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name, k.id, k.recipient from department d join department_key k on k.department_id = d.id
   where k.retired_at is null and exists (select from department_address a where a.department_id = d.id)
     and exists (select from my_functions())
   order by d.name
$$;
revoke all on function room_functions, room_departments from public;
grant execute on function room_functions, room_departments to kuvert_room;

-- Makes a message in a department's mailbox of what a person of a function wrote, and what the room keeps of it: `filed`;
-- `filed-before` under the same id; `not-found`: not theirs, not a department that partners write to, not this
-- conversation; `too-many` of the partner within 24 hours. Documents follow in the same transaction.
create function file_from_room(
  p_id text, p_message text, p_function text, p_department text, p_conversation text, p_ref text, p_key text,
  p_details bytea, p_room_key text, p_room_details bytea, p_lines integer[], p_blank integer[], p_rotate integer[],
  p_intake jsonb, p_at timestamptz
) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_person text := current_setting('kuvert.person', true);
  v_function partner_function;
  v_partner partner;
  v_department department;
  v_address text;
begin
  if exists (select from room_message r where r.id = p_id) then
    return case when exists (select from room_message r where r.id = p_id and r.person_id = v_person)
      then 'filed-before' else 'not-found' end;
  end if;
  select * into v_function from partner_function f where f.id = p_function and f.id in (select my_functions());
  select * into v_department from department d where d.id = p_department;
  select a.address into v_address from department_address a where a.department_id = p_department
   order by a.created_at, a.address limit 1;
  if v_function.id is null or v_address is null
     or not exists (select from department_key k where k.id = p_key and k.department_id = p_department)
     or not exists (select from room_key k where k.id = p_room_key and k.function_id = p_function)
     or (p_conversation <> p_id and not exists (select from room_message r
       where r.conversation_id = p_conversation and r.function_id = p_function and r.department_id = p_department))
     or (p_ref is not null and not exists (select from room_message r
       where r.id = p_ref and r.conversation_id = p_conversation)) then
    return 'not-found';
  end if;
  select * into v_partner from partner p where p.id = v_function.partner_id for update;
  if (select count(*) from room_message r where r.partner_id = v_partner.id and r.message_id is not null
       and r.at > p_at - interval '1 day') >= v_partner.most_a_day then
    return 'too-many';
  end if;

  insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state, pages,
      damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
  values (p_message, p_department, 'room', v_function.number, v_address, p_at, p_at, 'available', cardinality(p_lines), 0, 0,
      p_blank, false, 'none');
  insert into message_page (message_id, department_id, page, lines, damaged_lines, damage, missing_lines, ended_early, blank,
      rotate)
  select p_message, p_department, page, lines, 0, '{}', 0, false, page = any (p_blank), rotate
    from unnest(p_lines, p_rotate) with ordinality as p (lines, rotate, page);
  insert into message_intake (message_id, department_id, repaired, decrypted, missing_pages, removed)
  select p_message, p_department, i.repaired, i.decrypted, i."missingPages", i.removed
    from jsonb_to_record(p_intake) as i (repaired boolean, decrypted boolean, "missingPages" integer, removed jsonb)
   where p_intake is not null;
  insert into partner_message (message_id, department_id, key_id, partner_id, function_id, partner_name, function_name,
      partner_message_id, conversation_id, ref_to_message_id, confidential, department_address, details)
  values (p_message, p_department, p_key, v_partner.id, p_function, v_partner.name, v_function.name, p_id, p_conversation,
      p_ref, true, v_address, p_details);
  insert into room_message (id, partner_id, function_id, department_id, department_name, conversation_id, ref_to_message_id,
      message_id, person_id, at, pages, key_id, details)
  values (p_id, v_partner.id, p_function, p_department, v_department.name, p_conversation, p_ref, p_message, v_person, p_at,
      cardinality(p_lines), p_room_key, p_room_details);
  insert into handling (message_id, department_id) values (p_message, p_department);
  insert into timeline (id, message_id, department_id, at, kind) values
    (gen_random_uuid()::text, p_message, p_department, p_at, 'received'),
    (gen_random_uuid()::text, p_message, p_department, p_at, 'available');
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'mailbox', kind, p_message, now(), now()
    from unnest(array['recognise', 'find-resends']) kind;
  perform pg_notify('kuvert_message', json_build_object('departmentId', p_department, 'messageId', p_message)::text);
  return 'filed';
end $$;
revoke all on function file_from_room from public;
grant execute on function file_from_room to kuvert_room;

-- Lays a delivery that is being prepared into the room of the function that its order is for; its key, for whom the
-- pages are sealed in the same transaction. None when it isn't prepared (any more).
create function deliver_to_room(p_delivery text, p_pages integer, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_delivery delivery;
  v_order send_order;
  v_key room_key;
begin
  select * into v_delivery from delivery d where d.id = p_delivery and d.state = 'preparing' for update;
  if not found then return null; end if;
  select * into v_order from send_order o
   where o.id = v_delivery.order_id and o.stage = 'sent' and o.channel = 'room';
  if not found then return null; end if;
  select * into v_key from room_key k where k.function_id = v_order.to_function;
  insert into room_message (id, partner_id, function_id, department_id, department_name, conversation_id, ref_to_message_id,
      delivery_id, at, pages, key_id, details)
  select p_delivery, f.partner_id, f.id, d.id, d.name, coalesce(m.conversation_id, p_delivery), m.partner_message_id,
         p_delivery, p_at, p_pages, v_key.id, v_order.envelope
    from partner_function f
    join department d on d.id = v_delivery.department_id
    left join partner_message m on m.message_id = v_order.reply_to and m.function_id = f.id
   where f.id = v_order.to_function;
  -- it has left its department: no draft any more
  update delivery set intent_at = p_at where id = p_delivery;
  return v_key.id;
end $$;
revoke all on function deliver_to_room from public;
grant execute on function deliver_to_room to kuvert_outbound;

-- Documents come with the message that this very transaction files.
create function is_new_in_room(p_room_message text, p_function text, p_key text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from room_message r where r.id = p_room_message and r.function_id = p_function and r.key_id = p_key
    and r.xmin = pg_current_xact_id()::xid)
$$;
create function is_filed_from_room(p_message text, p_department text, p_key text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from room_message r join department_key k on k.department_id = r.department_id
    where r.message_id = p_message and r.department_id = p_department and k.id = p_key
      and r.xmin = pg_current_xact_id()::xid)
$$;
revoke all on function is_new_in_room, is_filed_from_room from public;
grant execute on function is_new_in_room to kuvert_room, kuvert_outbound;
grant execute on function is_filed_from_room to kuvert_room;
create policy comes_with_its_message on room_document for insert to kuvert_room, kuvert_outbound
  with check (is_new_in_room(room_message_id, function_id, key_id));
create policy room_files on document for insert to kuvert_room
  with check (kind in ('original', 'pdf') and is_filed_from_room(message_id, department_id, key_id));

-- The room sees that somebody took it, and that nobody has it any more.
create function room_sees_taken() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update room_message set taken_at = case when new.state = 'new' then null else coalesce(taken_at, new.at) end
   where message_id = new.message_id;
  return null;
end $$;
create trigger room_sees_taken after update of state on handling for each row
  when (new.state <> old.state) execute function room_sees_taken();

-- Where it goes on to another department, that one has it from then on.
create function room_sees_forwarding() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update room_message set message_id = new.message_id, department_id = d.id, department_name = d.name, taken_at = null
    from department d where d.id = new.department_id and room_message.message_id = new.from_id;
  return null;
end $$;
create trigger room_sees_forwarding after insert on forwarding for each row
  when (session_user = 'kuvert_mailbox') execute function room_sees_forwarding();

-- Browsers of the department look again when it was opened.
create function department_sees_opened() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_notify('kuvert_message', json_build_object('departmentId', d.department_id, 'sendingId', d.order_id)::text)
     from delivery d where d.id = new.delivery_id;
  return null;
end $$;
create trigger department_sees_opened after update of opened_at on room_message for each row
  execute function department_sees_opened();

-- Sending by this channel, with what stands on the envelope sealed for the function.
alter table send_order
  drop constraint send_order_channel_check,
  add constraint send_order_channel_check check (channel in ('department', 'sdk', 'gateway', 'room', 'fax')),
  drop constraint send_order_to_secure,
  add constraint send_order_to_secure check (
    (channel = 'department') = (to_department is not null)
    and (channel in ('sdk', 'gateway', 'room')) = (to_function is not null) and (channel = 'fax') = (to_name is null)),
  drop constraint send_order_envelope,
  add constraint send_order_envelope check (envelope is null or channel in ('sdk', 'gateway', 'room'));

-- Whether a function's address is its partner's system's, which has a key, or the room, where somebody is; null where
-- everybody has left it.
create function partner_function_channel(p_function text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case
      when exists (select from partner_key k where k.partner_id = f.partner_id and k.removed_at is null) then 'gateway'
      when exists (select from room_membership m where m.function_id = f.id) then 'room'
      when exists (select from room_key k where k.function_id = f.id) then null
      else 'gateway' end
    from partner_function f where f.id = p_function and f.address is not null
$$;
revoke all on function partner_function_channel from public;
create or replace function partner_function_of_number(p_number text)
returns table (id text, name text, partner text, channels text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select * from (
    select f.id, f.name, p.name as partner,
           array_remove(array[case when f.sdk_address is not null then 'sdk' end, partner_function_channel(f.id)], null)
             as channels
      from partner_function f join partner p on p.id = f.partner_id
     where f.number = p_number and f.removed_at is null and p.off_at is null) reached
   where cardinality(channels) > 0
$$;
create trigger drafts_are_routed_anew after insert or update or delete on partner_key
  for each statement execute function drafts_are_routed_anew();
create trigger drafts_are_routed_anew after insert or update or delete on room_membership
  for each statement execute function drafts_are_routed_anew();

-- As 0040_sdk.sql has them.
create or replace function send_order_is_routed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_department text;
  v_function record;
begin
  select d.id into v_department from department_of_number(new.to_number) d;
  select f.id, f.channels into v_function from partner_function_of_number(new.to_number) f;
  if new.channel_reason is null
     or (new.channel_reason <> 'fax-chosen' and new.to_department is distinct from v_department)
     or (new.channel_reason <> 'fax-chosen' and v_department is null and new.to_function is distinct from v_function.id)
     or (new.channel in ('sdk', 'gateway', 'room')
         and (new.envelope is null or new.channel <> all(coalesce(v_function.channels, '{}')))) then
    raise exception 'what is sent goes by the channel that was chosen for its number' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace function is_looked_at(p_order send_order) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return p_order.channel in ('department', 'sdk', 'gateway', 'room')
      or is_known_number(p_order.department_id, p_order.to_number) or was_looked_at(p_order);
end $$;
create or replace function delivery_keeps_its_channel() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_channel text;
begin
  select o.channel into v_channel from send_order o where o.id = new.order_id;
  if v_channel = 'department'
     and (new.state <> 'delivered' or not exists (select from in_house i where i.delivery_id = new.id)) then
    raise exception 'what goes within the house is a message there' using errcode = 'check_violation';
  end if;
  if v_channel = 'room'
     and (new.state <> 'delivered' or not exists (select from room_message r where r.delivery_id = new.id)) then
    raise exception 'what goes to the room lies there' using errcode = 'check_violation';
  end if;
  if v_channel = 'gateway' and not (new.carrier = 'gateway' and new.state in ('accepted', 'delivered') and exists (
       select from partner_reply r
        where r.delivery_id = new.id and (new.state = 'accepted' or r.taken_at is not null))) then
    raise exception 'what goes to a partner lies ready for it until it was taken' using errcode = 'check_violation';
  end if;
  if v_channel = 'sdk' and not (new.carrier = 'sdk' and new.state in ('submitting', 'accepted', 'delivered') and exists (
       select from partner_reply r where r.delivery_id = new.id and r.door = 'sdk')) then
    raise exception 'what goes by SDK is addressed, and goes to the message service' using errcode = 'check_violation';
  end if;
  if v_channel = 'fax' and new.carrier in ('gateway', 'sdk') then
    raise exception 'a fax goes by a carrier' using errcode = 'check_violation';
  end if;
  return new;
end $$;
