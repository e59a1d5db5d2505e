-- By which channel an order goes and why is kept with it; and the first secure channel: to a department of this house,
-- as a message in its mailbox, sealed for it, without any carrier.
alter table send_order
  -- the sender asks for fax although there may be something better
  add column wishes_fax boolean not null default false,
  add column channel text not null default 'fax' check (channel in ('department', 'fax')),
  -- null: sent before there were rules
  add column channel_reason text check (channel_reason in ('secure-address', 'no-secure-address', 'fax-chosen')),
  add column to_department text references department,
  -- as it was called then
  add column to_name text,
  add constraint send_order_to_department
    check ((channel = 'department') = (to_department is not null) and (to_department is null) = (to_name is null)),
  add constraint send_order_reason
    check (channel_reason is null or (channel = 'fax') = (channel_reason <> 'secure-address'));
grant update (wishes_fax, channel, channel_reason, to_department, to_name) on send_order to kuvert_mailbox;
grant select (channel, to_department) on send_order to kuvert_outbound;

-- A draft is routed when its pages are made. Another owner of its number, or another rule, asks for it anew.
create function drafts_are_routed_anew() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update send_order set channel = 'fax', channel_reason = null, to_department = null, to_name = null
   where stage = 'draft' and channel_reason is not null;
  return null;
end $$;
create trigger drafts_are_routed_anew after insert or update or delete on fax_number
  for each statement execute function drafts_are_routed_anew();
create trigger drafts_are_routed_anew after insert or update or delete on routing_rule
  for each statement execute function drafts_are_routed_anew();

-- Nothing is sent without a reason, as a message to another department than the one that has the number, nor as a fax to a
-- department for want of something better.
create function send_order_is_routed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_department text;
begin
  select d.id into v_department from department_of_number(new.to_number) d;
  if new.channel_reason is null or (new.channel_reason <> 'fax-chosen' and new.to_department is distinct from v_department) then
    raise exception 'what is sent goes by the channel that was chosen for its number' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger send_order_is_routed before update on send_order
  for each row when (new.stage = 'sent' and old.stage <> 'sent' and session_user = 'kuvert_mailbox')
  execute function send_order_is_routed();

-- Who is in this house can't be misdialled: what goes there leaves it in no case.
create or replace function is_looked_at(p_order send_order) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return p_order.channel = 'department' or is_known_number(p_order.department_id, p_order.to_number)
      or was_looked_at(p_order);
end $$;

-- As 0024_approval.sql has it, and only what is routed.
create or replace function accept_order(
  p_order text, p_version integer, p_delivery text, p_looked boolean, p_at timestamptz, p_undo interval, p_deadline interval,
  out outcome text, out department_id text, out to_number text
) returns record
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_person text := current_setting('kuvert.person', true);
  v_order send_order;
  v_approved boolean;
begin
  select * into v_order from send_order o
   where o.id = p_order and o.department_id in (select my_departments())
     and (o.created_by = v_person or exists (select from approval a where a.order_id = o.id and a.state = 'approved'
       and a.version = o.version and a.ended_by = v_person and a.xmin = pg_current_xact_id()::xid)) for update;
  v_approved := v_order.created_by <> v_person;
  department_id := v_order.department_id;
  to_number := v_order.to_number;
  outcome := case
    when v_order.id is null or v_order.stage = 'discarded' then 'not-found'
    when v_order.stage = 'sent' then 'sent-before'
    when v_order.version <> p_version then 'draft-changed'
    when order_waits(p_order) then 'draft-waits'
    when v_order.to_number is null then 'draft-incomplete'
    when v_order.prepared_version is distinct from p_version or not exists (
      select from send_document d join service_key k on k.id = d.service_key_id
       where d.order_id = p_order and d.kind = 'outgoing' and k.service = 'outbound' and k.retired_at is null)
      then 'draft-not-prepared'
    when v_order.from_number is null then 'sending-unavailable'
    when went_to_wrong_recipient(p_order) then 'recipient-wrong'
    when v_order.channel_reason is null then 'not-routed'
    when not is_looked_at(v_order) then 'second-look-needed'
    else 'sent' end;
  if outcome <> 'sent' then return; end if;

  update send_order o set stage = 'sent', sent_at = p_at where o.id = p_order;
  -- an undone order has attempts that never left
  insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
      state, queued_at, due_at, deadline, changed_at)
  values (p_delivery, p_order, v_order.department_id,
      (select coalesce(max(d.attempt), 0) + 1 from delivery d where d.order_id = p_order),
      v_order.to_number, v_order.from_number, v_person, false, 'queued', now(), now() + p_undo, now() + p_deadline, now());
  insert into delivery_fact (id, delivery_id, department_id, at, source, kind, event_key, changed, evidence)
  values (gen_random_uuid()::text, p_delivery, v_order.department_id, now(), 'house', 'queued', 'house:queued', true, '{}');
  insert into work (id, service, kind, subject, due_at, created_at)
  values (gen_random_uuid()::text, 'outbound', 'dispatch', p_delivery, now() + p_undo, now());
  insert into send_act (id, order_id, delivery_id, department_id, at, kind, person_id)
  select gen_random_uuid()::text, p_order, p_delivery, v_order.department_id, p_at, act, v_person
    from unnest(case when v_approved then array['approved'] else array['confirmed-number', 'sent'] end) act
   where act <> 'confirmed-number' or p_looked;
  insert into timeline (id, message_id, department_id, at, kind, person_id)
  select gen_random_uuid()::text, v_order.reply_to, v_order.department_id, p_at, 'answered', v_order.created_by
   where v_order.reply_to is not null;

  perform pg_notify('kuvert_message', json_build_object('departmentId', v_order.department_id, 'sendingId', p_order)::text);
  if v_order.reply_to is not null then
    perform pg_notify('kuvert_message',
      json_build_object('departmentId', v_order.department_id, 'messageId', v_order.reply_to)::text);
  end if;
  -- last, since others wait from here until the transaction ends
  perform audit_append(v_person, case when v_approved then 'approve-sending' else 'send' end, v_order.department_id,
    v_order.reply_to, null, 'sending ' || p_order || case when v_approved then ' second look by a colleague'
      when p_looked then ' second look by digits' else '' end);
end $$;

-- A message that a department of this house sent. Only the functions below write it.
create table in_house (
  -- there
  message_id       text primary key references message,
  department_id    text not null references department,
  -- one message for a delivery; null: it went on from the department that it was sent to
  delivery_id      text unique references delivery,
  from_department  text not null references department,
  -- as it was called then: the one does not see the other's row
  from_name        text not null
);
alter table in_house enable row level security;
revoke all on in_house from public;
grant select on in_house to kuvert_mailbox;
create policy mailbox_reads on in_house for select to kuvert_mailbox
  using (department_id in (select my_departments()));

-- Makes a message of a delivery that is being prepared, in the mailbox of the department that its order is for; gives back
-- that department. None when it isn't prepared (any more): a person was faster, or it was done.
create function deliver_in_house(
  p_delivery text, p_message text, p_lines integer[], p_blank integer[], p_at timestamptz
) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_delivery delivery;
  v_order send_order;
  v_from_name text;
begin
  select * into v_delivery from delivery d where d.id = p_delivery and d.state = 'preparing' for update;
  if not found then return null; end if;
  select * into v_order from send_order o
   where o.id = v_delivery.order_id and o.stage = 'sent' and o.channel = 'department';
  if not found then return null; end if;
  select d.name into v_from_name from department d where d.id = v_delivery.department_id;

  insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state, pages,
      damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
  values (p_message, v_order.to_department, 'in-house', v_delivery.from_number, v_delivery.to_number, p_at, p_at,
      'available', cardinality(p_lines), 0, 0, p_blank, false, 'none');
  insert into message_page (message_id, department_id, page, lines, damaged_lines, damage, missing_lines, ended_early,
      blank, rotate)
  select p_message, v_order.to_department, page, lines, 0, '{}', 0, false, page = any (p_blank), 0
    from unnest(p_lines) with ordinality as p (lines, page);
  insert into in_house values
    (p_message, v_order.to_department, p_delivery, v_delivery.department_id, v_from_name);
  insert into handling (message_id, department_id) values (p_message, v_order.to_department);
  insert into timeline (id, message_id, department_id, at, kind, person_id, note) values
    (gen_random_uuid()::text, p_message, v_order.to_department, p_at, 'sent-here', v_delivery.asked_by, v_from_name),
    (gen_random_uuid()::text, p_message, v_order.to_department, p_at, 'available', null, null);
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'mailbox', kind, p_message, now(), now()
    from unnest(array['recognise', 'find-resends']) kind;
  -- it has left its department: no draft any more
  update delivery set intent_at = p_at where id = p_delivery;
  return v_order.to_department;
end $$;
revoke all on function deliver_in_house from public;
grant execute on function deliver_in_house to kuvert_outbound;

-- Documents come with the message that this very transaction delivers, for the department that it is for.
create function is_being_delivered(p_message text, p_department text, p_key text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from in_house i join department_key k on k.department_id = i.department_id
    where i.message_id = p_message and i.department_id = p_department and k.id = p_key
      and i.delivery_id is not null and i.xmin = pg_current_xact_id()::xid)
$$;
revoke all on function is_being_delivered from public;
grant execute on function is_being_delivered to kuvert_outbound;
grant insert on document to kuvert_outbound;
create policy outbound_delivers on document for insert to kuvert_outbound
  with check (kind in ('original', 'pdf') and is_being_delivered(message_id, department_id, key_id));

-- What goes within the house is handed to no carrier, and has arrived once its message is there.
create function delivery_keeps_its_channel() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from send_order o where o.id = new.order_id and o.channel = 'department')
     and (new.state <> 'delivered' or not exists (select from in_house i where i.delivery_id = new.id)) then
    raise exception 'what goes within the house is a message there' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger delivery_keeps_its_channel before update of state on delivery for each row
  when (new.state <> old.state and new.state in ('submitting', 'accepted', 'dialling', 'delivered'))
  execute function delivery_keeps_its_channel();

-- Whose it was goes along where it goes on.
create function sender_goes_along() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into in_house
  select new.message_id, new.department_id, null, i.from_department, i.from_name from in_house i
   where i.message_id = new.from_id;
  return null;
end $$;
-- A restore brings rows in as they were.
create trigger sender_goes_along after insert on forwarding for each row
  when (session_user = 'kuvert_mailbox') execute function sender_goes_along();

-- Business systems are told that it arrived, once.
drop trigger message_tells_webhooks on timeline;
create constraint trigger message_tells_webhooks after insert on timeline deferrable initially deferred for each row
  when (new.kind not in ('received', 'sent-here')) execute function message_tells_webhooks();
