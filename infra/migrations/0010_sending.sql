-- Sending: orders, one delivery a dial attempt, what machines told of it, what people did, and the sealed documents.
-- What must never happen is refused here, whatever a service does: a second dial of one delivery, two calls to one
-- number at a time, an order changed after it was sent, a document opened by whom it isn't for.

-- Public halves of keys that services hold themselves: outbound opens what goes out, and nothing else.
create table service_key (
  id          text primary key,
  service     text not null check (service = 'outbound'),
  recipient   text not null unique check (recipient like 'age1pq1%'),
  created_at  timestamptz not null,
  retired_at  timestamptz
);
create unique index service_key_one_active on service_key (service) where retired_at is null;

-- The telephone that cover sheets name.
alter table department add column call_back text check (length(call_back) between 1 and 60);

create table send_order (
  id                text primary key,
  department_id     text not null references department,
  created_by        text not null references person,
  -- made up by who asks for a draft: asked again, it is the same draft
  request_id        text not null,
  stage             text not null default 'draft' check (stage in ('draft', 'sent', 'discarded')),
  version           integer not null default 0,
  created_at        timestamptz not null,
  changed_at        timestamptz not null,
  to_number         text check (to_number ~ '^\+[1-9][0-9]{3,14}$'),
  from_number       text check (from_number ~ '^\+[1-9][0-9]{3,14}$'),
  resolution        text not null check (resolution in ('standard', 'fine', 'superfine')),
  cover             boolean not null,
  language          text not null check (language in ('sv', 'da', 'en')),
  reply_to          text references message,
  -- on the cover sheet: a wrong receiver names the fax by it
  code              text not null unique,
  -- what was written for the cover sheet, sealed whole for the department and for recovery
  key_id            text not null references department_key,
  contents          bytea check (octet_length(contents) <= 65536),
  -- the version that the pages to send were made of
  prepared_version  integer,
  pages             integer check (pages > 0),
  blank_pages       integer[] not null default '{}',
  sent_at           timestamptz,
  unique (department_id, created_by, request_id),
  check ((stage = 'discarded') = (contents is null)),
  check ((stage = 'sent') = (sent_at is not null)),
  check ((prepared_version is null) = (pages is null)),
  check (stage <> 'sent' or (to_number is not null and from_number is not null and prepared_version = version))
);
create index send_order_sent on send_order (department_id, sent_at desc, id desc) where stage = 'sent';
create index send_order_drafts on send_order (created_by, changed_at desc) where stage = 'draft';
create index send_order_answers on send_order (reply_to) where stage = 'sent';

create table delivery (
  id                  text primary key,
  order_id            text not null references send_order,
  department_id       text not null references department,
  attempt             integer not null check (attempt > 0),
  to_number           text not null,
  from_number         text not null,
  asked_by            text not null references person,
  -- an earlier attempt may have arrived
  possible_duplicate  boolean not null,
  state               text not null check (state in ('queued', 'preparing', 'submitting', 'accepted', 'dialling',
                        'delivered', 'failed', 'unknown', 'cancelled')),
  cause               text,
  unknown_reason      text,
  carrier             text,
  carrier_fax_id      text,
  pages_confirmed     integer,
  queued_at           timestamptz not null,
  due_at              timestamptz not null,
  -- not handed to a carrier after it
  deadline            timestamptz not null,
  changed_at          timestamptz not null,
  intent_at           timestamptz,
  submitted_at        timestamptz,
  -- when the carrier last said anything of it
  heard_at            timestamptz,
  -- how often the carrier began to fetch the document, and how often it got the whole
  media_begun         integer not null default 0,
  media_read          integer not null default 0,
  unique (order_id, attempt),
  unique (carrier, carrier_fax_id),
  check ((state = 'failed') = (cause is not null)),
  check ((state = 'unknown') = (unknown_reason is not null)),
  check (state not in ('submitting', 'accepted', 'dialling') or (intent_at is not null and carrier is not null))
);
-- One call to a number at a time, whoever sends.
create unique index delivery_one_call on delivery (to_number) where state in ('submitting', 'accepted', 'dialling');
-- One attempt of an order at a time.
create unique index delivery_one_open on delivery (order_id)
  where state in ('queued', 'preparing', 'submitting', 'accepted', 'dialling');

-- What is under way or may need a person stays a few while what arrived grows for years.
create index delivery_by_state on delivery (department_id, state) where state <> 'delivered';

-- A delivery goes forward: what may be with the carrier is never due to be handed over again, unless it surely isn't
-- there; the first last word stays.
create function delivery_goes_forward() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if old.state in ('delivered', 'failed', 'cancelled') and new.state <> old.state then
    raise exception 'a delivery that has ended stays as it is' using errcode = 'check_violation';
  end if;
  if new.state = 'submitting' and old.state not in ('preparing', 'submitting') then
    raise exception 'a delivery is handed over once' using errcode = 'check_violation';
  end if;
  if new.state in ('queued', 'preparing') and old.state not in ('queued', 'preparing')
     and not (new.state = 'queued' and old.state = 'submitting' and old.carrier_fax_id is null) then
    raise exception 'a delivery goes forward' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger delivery_goes_forward before update on delivery for each row execute function delivery_goes_forward();

-- What was sent stays as it was seen. It is a draft again only when no attempt of it left the house.
create function send_order_stays() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.stage = 'discarded' or (old.stage = 'sent' and new.stage <> 'draft') then
    raise exception 'an order stays as it was sent' using errcode = 'check_violation';
  end if;
  if old.stage = 'sent' and exists (select from delivery d where d.order_id = old.id and d.intent_at is not null) then
    raise exception 'an order that left the house is no draft any more' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger send_order_stays before update on send_order for each row execute function send_order_stays();

-- What machines told, kept whether it changed anything or not.
create table delivery_fact (
  id              text primary key,
  delivery_id     text not null references delivery,
  department_id   text not null references department,
  at              timestamptz not null,
  source          text not null check (source in ('house', 'callback', 'poll')),
  kind            text not null,
  cause           text,
  unknown_reason  text,
  pages           integer,
  -- the same for a callback, its replays and a poll that finds the same
  event_key       text not null check (length(event_key) <= 300),
  changed         boolean not null,
  -- codes and counts, never content
  evidence        jsonb not null check (octet_length(evidence::text) <= 2048),
  unique (delivery_id, event_key)
);

-- What people did.
create table send_act (
  id             text primary key,
  order_id       text not null references send_order,
  delivery_id    text references delivery,
  department_id  text not null references department,
  at             timestamptz not null,
  kind           text not null,
  person_id      text not null references person,
  reason         text check (length(reason) <= 500)
);
create index send_act_by_order on send_act (order_id, at);
create index send_act_marks on send_act (delivery_id) where kind in ('marked-arrived', 'marked-failed');

-- As `document`: the age header here, the payload in the object store.
create table send_document (
  id              text primary key,
  order_id        text not null references send_order,
  delivery_id     text references delivery,
  department_id   text not null references department,
  key_id          text not null references department_key,
  -- sealed for this service as well
  service_key_id  text references service_key,
  -- what a person added; the pages to send; the pages as they were sent, with the header line
  kind            text not null check (kind in ('attachment', 'outgoing', 'sent')),
  position        integer not null,
  -- of the file, sealed whole
  name            bytea check (octet_length(name) <= 16384),
  media_type      text not null,
  object_name     text not null unique,
  header          bytea not null,
  payload_size    bigint not null,
  payload_sha256  text not null,
  plain_size      bigint not null,
  plain_sha256    text not null,
  created_at      timestamptz not null,
  check ((kind = 'attachment') = (name is not null)),
  check ((kind = 'attachment') = (service_key_id is null)),
  check ((kind = 'sent') = (delivery_id is not null))
);
create index send_document_by_order on send_document (order_id, kind, position);
create unique index send_document_one_outgoing on send_document (order_id) where kind = 'outgoing';
create unique index send_document_one_sent on send_document (delivery_id) where kind = 'sent';

revoke all on service_key, send_order, delivery, delivery_fact, send_act, send_document from public;
alter table send_order enable row level security;
alter table delivery enable row level security;
alter table delivery_fact enable row level security;
alter table send_act enable row level security;
alter table send_document enable row level security;

-- Mailbox: one's own drafts, the department's sent ones. It puts into the queue and takes out of it, no more.
grant select on service_key, send_order, delivery, delivery_fact, send_act, send_document to kuvert_mailbox;
grant insert on send_order, delivery, delivery_fact, send_act, send_document to kuvert_mailbox;
grant update (stage, version, changed_at, to_number, from_number, resolution, cover, language, key_id, contents,
  prepared_version, pages, blank_pages, sent_at) on send_order to kuvert_mailbox;
grant update (state, changed_at) on delivery to kuvert_mailbox;
grant update (position) on send_document to kuvert_mailbox;
grant delete on send_document to kuvert_mailbox;

create policy mailbox_reads on send_order for select to kuvert_mailbox using (
  department_id in (select my_departments())
  and (stage = 'sent' or created_by = current_setting('kuvert.person', true)));
create policy mailbox_drafts on send_order for insert to kuvert_mailbox with check (
  department_id in (select my_departments()) and created_by = current_setting('kuvert.person', true)
  and stage = 'draft'
  and (reply_to is null
    or exists (select from message m where m.id = reply_to and m.department_id = send_order.department_id)));
create policy mailbox_writes on send_order for update to kuvert_mailbox
  using (department_id in (select my_departments()) and created_by = current_setting('kuvert.person', true));

create policy mailbox_reads on send_document for select to kuvert_mailbox
  using (order_id in (select id from send_order));
create policy mailbox_adds on send_document for insert to kuvert_mailbox with check (
  kind in ('attachment', 'outgoing') and exists (select from send_order o where o.id = order_id and o.stage = 'draft'
    and o.department_id = send_document.department_id and o.created_by = current_setting('kuvert.person', true)));
create policy mailbox_moves on send_document for update to kuvert_mailbox
  using (exists (select from send_order o where o.id = order_id and o.stage = 'draft'));
create policy mailbox_removes on send_document for delete to kuvert_mailbox
  using (kind in ('attachment', 'outgoing')
    and exists (select from send_order o where o.id = order_id and o.stage <> 'sent'));

create policy mailbox_reads on delivery for select to kuvert_mailbox
  using (order_id in (select id from send_order));
create policy mailbox_queues on delivery for insert to kuvert_mailbox with check (
  state = 'queued' and carrier is null and carrier_fax_id is null and intent_at is null and submitted_at is null
  and asked_by = current_setting('kuvert.person', true)
  and exists (select from send_order o where o.id = order_id and o.stage = 'sent'
    and o.department_id = delivery.department_id and o.to_number = delivery.to_number
    and o.from_number = delivery.from_number));
create policy mailbox_takes_back on delivery for update to kuvert_mailbox
  using (state in ('queued', 'preparing') and order_id in (select id from send_order))
  with check (state = 'cancelled');

create policy mailbox_reads on delivery_fact for select to kuvert_mailbox
  using (delivery_id in (select id from delivery));
create policy mailbox_tells on delivery_fact for insert to kuvert_mailbox with check (
  source = 'house' and kind in ('queued', 'taken-back') and exists (select from delivery d
    where d.id = delivery_id and d.department_id = delivery_fact.department_id));

create policy mailbox_reads on send_act for select to kuvert_mailbox
  using (order_id in (select id from send_order));
create policy mailbox_acts on send_act for insert to kuvert_mailbox with check (
  person_id = current_setting('kuvert.person', true) and exists (select from send_order o
    where o.id = order_id and o.department_id = send_act.department_id));

-- Puts a queued delivery of the acting person's department on outbound's list, due when the delivery is.
create function order_dispatch(p_work text, p_delivery text) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into work (id, service, kind, subject, due_at, created_at)
  select p_work, 'outbound', 'dispatch', d.id, d.due_at, now() from delivery d
   where d.id = p_delivery and d.state = 'queued' and d.department_id in (select my_departments())
  on conflict do nothing
$$;
revoke all on function order_dispatch from public;
grant execute on function order_dispatch to kuvert_mailbox;

-- Outbound: what was sent, but for what people wrote for the cover sheet; it sees no draft, and no attachment.
grant select on service_key, delivery, delivery_fact to kuvert_outbound;
grant select (id, name) on department to kuvert_outbound;
grant select (id, department_id, recipient, retired_at) on department_key to kuvert_outbound;
grant select (id, department_id, stage, resolution, language, pages, reply_to) on send_order to kuvert_outbound;
grant select (id, order_id, delivery_id, department_id, kind, media_type, object_name, header, payload_size,
  payload_sha256, plain_size, plain_sha256, service_key_id) on send_document to kuvert_outbound;
grant insert (id, order_id, delivery_id, department_id, key_id, service_key_id, kind, position, media_type, object_name,
  header, payload_size, payload_sha256, plain_size, plain_sha256, created_at) on send_document to kuvert_outbound;
grant update (state, cause, unknown_reason, carrier, carrier_fax_id, pages_confirmed, changed_at, intent_at,
  submitted_at, heard_at, media_begun, media_read) on delivery to kuvert_outbound;
grant insert on delivery_fact to kuvert_outbound;

create policy outbound_names on department for select to kuvert_outbound using (true);
create policy outbound_seals on department_key for select to kuvert_outbound using (true);
create policy outbound_reads on send_order for select to kuvert_outbound using (stage = 'sent');
create policy outbound_opens on send_document for select to kuvert_outbound using (
  kind in ('outgoing', 'sent') and order_id in (select id from send_order));
create policy outbound_keeps on send_document for insert to kuvert_outbound with check (
  kind = 'sent' and exists (select from delivery d where d.id = delivery_id
    and d.order_id = send_document.order_id and d.department_id = send_document.department_id));
create policy outbound_reads on delivery for select to kuvert_outbound using (true);
create policy outbound_follows on delivery for update to kuvert_outbound using (true);
create policy outbound_reads on delivery_fact for select to kuvert_outbound using (true);
create policy outbound_tells on delivery_fact for insert to kuvert_outbound with check (exists (
  select from delivery d where d.id = delivery_id and d.department_id = delivery_fact.department_id));
