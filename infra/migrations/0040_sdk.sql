-- Partners that are reached by SDK: an organisation's function may have an address there, beside the gateway's or instead.

alter table partner_function
  alter column address drop not null,
  -- where the organisation's message service has it; `address` is where its own system fetches from our gateway
  add column sdk_address text check (length(sdk_address) between 1 and 256),
  add constraint partner_function_is_reached check (num_nonnulls(address, sdk_address) > 0);
create unique index partner_function_sdk_address on partner_function (partner_id, sdk_address) where removed_at is null;

-- How long the message service has been quiet: it is asked the less often.
create index reception_by_sdk on reception (accepted_at) where carrier = 'sdk';

-- Messages that we can't take (yet): they lie at the message service, which keeps them until we delete them. Ids,
-- organisations, functions and codes, nothing of what they say. A row goes when its message was taken or is gone there.
create table sdk_held (
  message_id         text primary key check (length(message_id) = 36),
  -- as the message names them; null where it isn't an address by its form
  sender             text check (sender ~ '^[0-9]{4}:[A-Za-z0-9.-]{1,200}$'),
  sender_address     text check (sender_address ~ '^[A-Za-z0-9:._-]+$' and length(sender_address) <= 256),
  recipient_address  text check (recipient_address ~ '^[A-Za-z0-9:._-]+$' and length(recipient_address) <= 256),
  -- a receipt's reason, such as `BV not-found`, or an error's code
  code               text not null check (length(code) between 1 and 64),
  -- the field that is to blame, by its path
  field              text check (length(field) <= 256),
  held_at            timestamptz not null,
  tries              integer not null check (tries > 0),
  retry_at           timestamptz not null
);
revoke all on sdk_held from public;
grant select, insert, update, delete on sdk_held to kuvert_ingest;

-- What the operator sets up may be what they were held for: they are tried again at once.
create function sdk_held_is_tried_again() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update sdk_held set retry_at = 'epoch';
  return null;
end $$;
create trigger sdk_held_is_tried_again after insert or update on partner
  for each statement execute function sdk_held_is_tried_again();
create trigger sdk_held_is_tried_again after insert or update on partner_function
  for each statement execute function sdk_held_is_tried_again();
create trigger sdk_held_is_tried_again after insert on department_address
  for each statement execute function sdk_held_is_tried_again();

-- Nor does a fax confirm what came by SDK: its message service gave the receipt.
create or replace function message_is_confirmed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.from_number like '+%' and new.carrier not in ('gateway', 'sdk')
     and exists (select from department d where d.id = new.department_id and d.confirms) then
    insert into work (id, service, kind, subject, due_at, created_at)
    values (gen_random_uuid()::text, 'mailbox', 'confirm-received', new.id, now() + interval '1 minute', now())
    on conflict do nothing;
  end if;
  return null;
end $$;

-- A reply has a door: at the gateway the partner fetches it, by SDK our message service hands it over. Its id is the
-- message's in both.
alter table partner_reply
  add column door text not null default 'gateway' check (door in ('gateway', 'sdk')),
  add constraint partner_reply_is_fetched check (door = 'gateway' or (fetched_at is null and taken_at is null));
drop index partner_reply_open;
create index partner_reply_open on partner_reply (partner_id, offered_at) where taken_at is null and door = 'gateway';
drop policy outbound_follows on partner_reply;
create policy outbound_follows on partner_reply for update to kuvert_outbound
  using (taken_at is null and door = 'gateway') with check (true);

alter table send_order
  drop constraint send_order_channel_check,
  add constraint send_order_channel_check check (channel in ('department', 'sdk', 'gateway', 'fax')),
  drop constraint send_order_to_secure,
  add constraint send_order_to_secure check (
    (channel = 'department') = (to_department is not null) and (channel in ('sdk', 'gateway')) = (to_function is not null)
    and (channel = 'fax') = (to_name is null)),
  drop constraint send_order_envelope,
  add constraint send_order_envelope check (envelope is null or channel in ('sdk', 'gateway'));

-- By which channels it is reached stands beside it.
drop function partner_function_of_number;
create function partner_function_of_number(p_number text)
returns table (id text, name text, partner text, channels text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select f.id, f.name, p.name,
         array_remove(array[case when f.sdk_address is not null then 'sdk' end,
                            case when f.address is not null then 'gateway' end], null)
    from partner_function f join partner p on p.id = f.partner_id
   where f.number = p_number and f.removed_at is null and p.off_at is null
$$;
revoke all on function partner_function_of_number from public;
grant execute on function partner_function_of_number to kuvert_mailbox;

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
     or (new.channel in ('sdk', 'gateway')
         and (new.envelope is null or new.channel <> all(coalesce(v_function.channels, '{}')))) then
    raise exception 'what is sent goes by the channel that was chosen for its number' using errcode = 'check_violation';
  end if;
  return new;
end $$;

create or replace function is_looked_at(p_order send_order) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return p_order.channel in ('department', 'sdk', 'gateway') or is_known_number(p_order.department_id, p_order.to_number)
      or was_looked_at(p_order);
end $$;

-- What goes to a partner is no call.
drop index delivery_one_call;
create unique index delivery_one_call on delivery (to_number)
  where state in ('submitting', 'accepted', 'dialling') and (carrier is null or carrier not in ('gateway', 'sdk'));

-- Addresses a delivery that is being prepared to its partner, in the conversation that it answers: `addressed`;
-- `not-preparing` when it isn't prepared (any more); `no-address` while partners have no name for the department. What
-- was addressed once stays as it is, so that whatever is sent again is the same.
drop function offer_to_partner;
create function address_to_partner(p_delivery text, p_door text, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_delivery delivery;
  v_order send_order;
begin
  select * into v_delivery from delivery d where d.id = p_delivery and d.state = 'preparing' for update;
  if not found then return 'not-preparing'; end if;
  select * into v_order from send_order o
   where o.id = v_delivery.order_id and o.stage = 'sent' and o.channel = p_door and o.to_function is not null;
  if not found then return 'not-preparing'; end if;
  if exists (select from partner_reply r where r.delivery_id = p_delivery) then return 'addressed'; end if;
  insert into partner_reply (delivery_id, door, department_id, partner_id, function_id, conversation_id,
      ref_to_message_id, organisation, department_address, department_name, offered_at)
  select p_delivery, p_door, v_delivery.department_id, f.partner_id, f.id, coalesce(m.conversation_id, p_delivery),
         m.partner_message_id, a.organisation, a.address, d.name, p_at
    from partner_function f
    join department d on d.id = v_delivery.department_id
    join department_address a on a.department_id = d.id
    left join partner_message m on m.message_id = v_order.reply_to
      and exists (select from partner_function g where g.id = m.function_id and g.partner_id = f.partner_id)
   where f.id = v_order.to_function
   order by a.address = m.department_address desc nulls last, a.created_at, a.address limit 1;
  return case when found then 'addressed' else 'no-address' end;
end $$;
revoke all on function address_to_partner from public;
grant execute on function address_to_partner to kuvert_outbound;

-- What goes by SDK is addressed before it leaves, and goes to the message service alone.
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
