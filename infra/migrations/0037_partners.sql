-- Partners: organisations whose systems send messages to departments and fetch replies, by the client API's form of SDK.
-- A partner is reached at its functions, never at a person. What a message says (its label, whom it is for, references,
-- text) is sealed; here lie organisations, functions, ids and times.

-- An organisation, as `0203:domain`. The operator sets everything up to `department_address`.
create table partner (
  id          text primary key,
  name        text not null unique check (length(name) between 1 and 200),
  domain      text not null unique check (domain ~ '^[0-9]{4}:[A-Za-z0-9.-]{1,200}$'),
  -- messages that are taken within 24 hours
  most_a_day  integer not null default 1000 check (most_a_day > 0),
  created_at  timestamptz not null,
  -- until it is switched on again
  off_at      timestamptz
);

-- Public keys (SPKI in PEM) that prove its system, several at once so that it changes them without a gap.
create table partner_key (
  id          text primary key,
  partner_id  text not null references partner,
  public_key  text not null check (length(public_key) <= 4096),
  created_at  timestamptz not null,
  removed_at  timestamptz
);
create index partner_key_by_partner on partner_key (partner_id) where removed_at is null;

create table partner_function (
  id          text primary key,
  partner_id  text not null references partner,
  name        text not null check (length(name) between 1 and 200),
  address     text not null check (length(address) between 1 and 256),
  -- under which people know it: what is sent there goes securely instead
  number      text not null check (number ~ '^\+[1-9][0-9]{3,14}$'),
  created_at  timestamptz not null,
  removed_at  timestamptz,
  unique (id, partner_id)
);
create unique index partner_function_address on partner_function (partner_id, address) where removed_at is null;
create unique index partner_function_number on partner_function (number) where removed_at is null;

-- What partners call a department.
create table department_address (
  address        text primary key check (length(address) between 1 and 256),
  organisation   text not null check (organisation ~ '^[0-9]{4}:[A-Za-z0-9.-]{1,200}$'),
  department_id  text not null references department,
  created_at     timestamptz not null
);
create index department_address_by_department on department_address (department_id, created_at);

-- Hashes of access tokens; of half an hour at most.
create table partner_token (
  hash        text primary key,
  partner_id  text not null references partner,
  scopes      text[] not null check (cardinality(scopes) > 0 and scopes <@ array[
                'urn:sdk.api:sendMessage', 'urn:sdk.api:getMessage', 'urn:sdk.api:getMessageByFilter',
                'urn:sdk.api:deleteMessage']),
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  check (expires_at <= created_at + interval '30 minutes')
);
create index partner_token_expired on partner_token (expires_at);

-- Assertions that were used: each proves something once.
create table partner_assertion (
  partner_id  text not null references partner,
  jti_hash    text not null,
  expires_at  timestamptz not null,
  primary key (partner_id, jti_hash)
);
create index partner_assertion_expired on partner_assertion (expires_at);

-- What a partner gave us, by its own id of it: the receipt that is repeated.
create table partner_receipt (
  partner_id             text not null references partner,
  partner_message_id     text not null check (length(partner_message_id) = 36),
  content_sha256         text not null,
  -- of the message in the mailbox
  message_id             text not null unique references message,
  conversation_id        text not null check (length(conversation_id) = 36),
  ref_to_message_id      text check (length(ref_to_message_id) = 36),
  confidential           boolean not null,
  function_id            text not null,
  organisation           text not null,
  department_address     text not null,
  accepted_at            timestamptz not null,
  -- the partner wants to hear no more of it
  deleted_at             timestamptz,
  primary key (partner_id, partner_message_id),
  foreign key (function_id, partner_id) references partner_function (id, partner_id)
);
create index partner_receipt_by_time on partner_receipt (partner_id, accepted_at);

-- Where a message in a mailbox is from; one row more where it goes on to another department.
create table partner_message (
  message_id          text primary key references message,
  department_id       text not null references department,
  -- for whom `details` are sealed
  key_id              text references department_key,
  function_id         text not null references partner_function,
  -- as they were called then
  partner_name        text not null,
  function_name       text not null,
  partner_message_id  text not null,
  conversation_id     text not null,
  ref_to_message_id   text,
  confidential        boolean not null,
  department_address  text not null,
  -- label, attention, references, text: a plain age file. Null where it went on and nobody has sealed them anew
  details             bytea check (octet_length(details) <= 262144),
  check ((key_id is null) = (details is null))
);
create index partner_message_conversation on partner_message (department_id, conversation_id);

-- A reply, or a letter, that lies ready for a partner; its id is the delivery's. Only the functions below write it.
create table partner_reply (
  delivery_id         text primary key references delivery,
  department_id       text not null references department,
  partner_id          text not null,
  function_id         text not null,
  conversation_id     text not null,
  ref_to_message_id   text,
  organisation        text not null,
  department_address  text not null,
  department_name     text not null,
  offered_at          timestamptz not null,
  -- when the partner was first given the whole of it
  fetched_at          timestamptz,
  -- when it said that it has it: by deleting it
  taken_at            timestamptz,
  check (taken_at is null or fetched_at is not null),
  foreign key (function_id, partner_id) references partner_function (id, partner_id)
);
create index partner_reply_open on partner_reply (partner_id, offered_at) where taken_at is null;

revoke all on partner, partner_key, partner_function, department_address, partner_token, partner_assertion,
  partner_receipt, partner_message, partner_reply from public;
alter table partner_receipt enable row level security;
alter table partner_message enable row level security;
alter table partner_reply enable row level security;

-- Ingest knows who proves itself, gives tokens and takes messages; it reads nothing of what it sealed.
grant select on partner, partner_key, partner_function, department_address to kuvert_ingest;
grant select, insert, delete on partner_token, partner_assertion to kuvert_ingest;
grant select, insert on partner_receipt to kuvert_ingest;
grant insert on partner_message to kuvert_ingest;
create policy ingest_takes on partner_receipt to kuvert_ingest using (true) with check (deleted_at is null);
create policy ingest_takes on partner_message for insert to kuvert_ingest with check (details is not null);

-- Outbound lets partners fetch.
grant select on partner, partner_function, partner_token, partner_receipt, partner_reply to kuvert_outbound;
grant update (deleted_at) on partner_receipt to kuvert_outbound;
grant update (fetched_at, taken_at) on partner_reply to kuvert_outbound;
create policy outbound_tells on partner_receipt for select to kuvert_outbound using (true);
create policy outbound_ends on partner_receipt for update to kuvert_outbound using (deleted_at is null) with check (true);
create policy outbound_offers on partner_reply for select to kuvert_outbound using (true);
create policy outbound_follows on partner_reply for update to kuvert_outbound using (taken_at is null) with check (true);

-- Mailbox: those of the department.
grant select on partner_message, partner_reply to kuvert_mailbox;
create policy mailbox_reads on partner_message for select to kuvert_mailbox
  using (department_id in (select my_departments()));
create policy mailbox_reads on partner_reply for select to kuvert_mailbox
  using (department_id in (select my_departments()));

-- Which function of a partner that is switched on has a number: no secret within the house.
create function partner_function_of_number(p_number text) returns table (id text, name text, partner text)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.id, f.name, p.name from partner_function f join partner p on p.id = f.partner_id
   where f.number = p_number and f.removed_at is null and p.off_at is null
$$;
revoke all on function partner_function_of_number from public;
grant execute on function partner_function_of_number to kuvert_mailbox;

-- Sending by this channel: to a function, with what stands on the envelope (label, echoed references) sealed for outbound.
alter table send_order
  add column to_function text references partner_function,
  add column envelope bytea check (octet_length(envelope) <= 262144),
  drop constraint send_order_channel_check,
  add constraint send_order_channel_check check (channel in ('department', 'gateway', 'fax')),
  drop constraint send_order_to_department,
  add constraint send_order_to_secure check (
    (channel = 'department') = (to_department is not null) and (channel = 'gateway') = (to_function is not null)
    and (channel = 'fax') = (to_name is null)),
  add constraint send_order_envelope check (envelope is null or channel = 'gateway');
grant update (to_function, envelope) on send_order to kuvert_mailbox;
grant select (to_function, envelope) on send_order to kuvert_outbound;

create or replace function drafts_are_routed_anew() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update send_order set channel = 'fax', channel_reason = null, to_department = null, to_name = null, to_function = null,
         envelope = null
   where stage = 'draft' and channel_reason is not null;
  return null;
end $$;
create trigger drafts_are_routed_anew after insert or update or delete on partner
  for each statement execute function drafts_are_routed_anew();
create trigger drafts_are_routed_anew after insert or update or delete on partner_function
  for each statement execute function drafts_are_routed_anew();

create or replace function send_order_is_routed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_department text;
  v_function text;
begin
  select d.id into v_department from department_of_number(new.to_number) d;
  select f.id into v_function from partner_function_of_number(new.to_number) f;
  if new.channel_reason is null
     or (new.channel_reason <> 'fax-chosen' and new.to_department is distinct from v_department)
     or (new.channel_reason <> 'fax-chosen' and v_department is null and new.to_function is distinct from v_function)
     or (new.channel = 'gateway' and new.envelope is null) then
    raise exception 'what is sent goes by the channel that was chosen for its number' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Nor can a function that the operator wrote down be misdialled.
create or replace function is_looked_at(p_order send_order) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return p_order.channel in ('department', 'gateway') or is_known_number(p_order.department_id, p_order.to_number)
      or was_looked_at(p_order);
end $$;

-- A message lies ready for as long as its partner lets it: it is no call.
drop index delivery_one_call;
create unique index delivery_one_call on delivery (to_number)
  where state in ('submitting', 'accepted', 'dialling') and carrier is distinct from 'gateway';

-- Lays a delivery that is being prepared ready for its partner, in the conversation that it answers: `offered`;
-- `not-preparing` when it isn't prepared (any more); `no-address` while partners have no name for the department.
create function offer_to_partner(p_delivery text, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_delivery delivery;
  v_order send_order;
begin
  select * into v_delivery from delivery d where d.id = p_delivery and d.state = 'preparing' for update;
  if not found then return 'not-preparing'; end if;
  select * into v_order from send_order o
   where o.id = v_delivery.order_id and o.stage = 'sent' and o.channel = 'gateway';
  if not found then return 'not-preparing'; end if;
  insert into partner_reply (delivery_id, department_id, partner_id, function_id, conversation_id, ref_to_message_id,
      organisation, department_address, department_name, offered_at)
  select p_delivery, v_delivery.department_id, f.partner_id, f.id, coalesce(m.conversation_id, p_delivery),
         m.partner_message_id, a.organisation, a.address, d.name, p_at
    from partner_function f
    join department d on d.id = v_delivery.department_id
    join department_address a on a.department_id = d.id
    left join partner_message m on m.message_id = v_order.reply_to
      and exists (select from partner_function g where g.id = m.function_id and g.partner_id = f.partner_id)
   where f.id = v_order.to_function
   order by a.address = m.department_address desc nulls last, a.created_at, a.address limit 1;
  return case when found then 'offered' else 'no-address' end;
end $$;
revoke all on function offer_to_partner from public;
grant execute on function offer_to_partner to kuvert_outbound;

-- What goes to a partner lies ready first, and has arrived once the partner said so; no carrier ever has it.
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
  if v_channel = 'fax' and new.carrier = 'gateway' then
    raise exception 'a fax goes by a carrier' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- From whom it was goes along where it goes on; what it says is sealed anew by whoever forwards it.
create function partner_goes_along() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into partner_message (message_id, department_id, function_id, partner_name, function_name, partner_message_id,
      conversation_id, ref_to_message_id, confidential, department_address)
  select new.message_id, new.department_id, m.function_id, m.partner_name, m.function_name, m.partner_message_id,
         m.conversation_id, m.ref_to_message_id, m.confidential, m.department_address
    from partner_message m where m.message_id = new.from_id;
  -- as its documents
  update partner_message set details = null, key_id = null where message_id = new.from_id;
  return null;
end $$;
create trigger partner_goes_along after insert on forwarding for each row
  when (session_user = 'kuvert_mailbox') execute function partner_goes_along();

-- The details, sealed for the department that this very transaction forwards them to.
create function partner_details_go_along(p_message text, p_key text, p_details bytea) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update partner_message m set key_id = p_key, details = p_details
   where m.message_id = p_message and m.details is null and is_being_forwarded(m.message_id, m.department_id, p_key);
  return found;
end $$;
revoke all on function partner_details_go_along from public;
grant execute on function partner_details_go_along to kuvert_mailbox;

-- A partner's system had its receipt when it sent: no fax confirms it.
create or replace function message_is_confirmed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.from_number like '+%' and new.carrier <> 'gateway'
     and exists (select from department d where d.id = new.department_id and d.confirms) then
    insert into work (id, service, kind, subject, due_at, created_at)
    values (gen_random_uuid()::text, 'mailbox', 'confirm-received', new.id, now() + interval '1 minute', now())
    on conflict do nothing;
  end if;
  return null;
end $$;
