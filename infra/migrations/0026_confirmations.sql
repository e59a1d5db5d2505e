-- A department may let Kuvert tell a sender by fax that a fax came, and that a person has taken it: time, pages, damage,
-- nothing of its content. It goes to the verified number of a contact, never to a caller's number that nobody verified.
alter table department add column confirms boolean not null default false;

-- Which of the two an order is; it answers (`reply_to`) the fax that it is about, each once.
alter table send_order add column confirms text check (confirms in ('received', 'taken'));
alter table send_order add constraint confirmation_is_whole
  check (confirms is null or (reply_to is not null and stage = 'sent' and pages = 1));
create unique index send_order_confirms_once on send_order (reply_to, confirms) where confirms is not null;
create index send_order_confirmations on send_order (to_number, sent_at) where confirms is not null;
-- Only the function below makes one.
revoke insert on send_order from kuvert_mailbox;
grant insert (id, department_id, created_by, request_id, stage, version, created_at, changed_at, to_number, from_number,
  resolution, cover, language, reply_to, code, key_id, contents, prepared_version, pages, blank_pages, sent_at)
  on send_order to kuvert_mailbox;

-- A fax that has just come is confirmed once it is known whether it is a resend; that it was taken, once nobody gave it
-- back for a while. Ingest alone makes faxes come: one that is forwarded, or restored, has come before.
create function message_is_confirmed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.from_number like '+%' and exists (select from department d where d.id = new.department_id and d.confirms) then
    insert into work (id, service, kind, subject, due_at, created_at)
    values (gen_random_uuid()::text, 'mailbox', 'confirm-received', new.id, now() + interval '1 minute', now())
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger message_is_confirmed after insert or update of state on message for each row
  when (new.state = 'available' and current_user = 'kuvert_ingest') execute function message_is_confirmed();
create function taking_is_confirmed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from send_order o where o.reply_to = new.message_id and o.confirms = 'received')
     and not exists (select from send_order o where o.reply_to = new.message_id and o.confirms = 'taken') then
    insert into work (id, service, kind, subject, due_at, created_at)
    values (gen_random_uuid()::text, 'mailbox', 'confirm-taken', new.message_id, now() + interval '5 minutes', now())
    on conflict (kind, subject) do update set due_at = excluded.due_at, ended_at = null
      where work.leased_until is null;
  end if;
  return null;
end $$;
create trigger taking_is_confirmed after update of state on handling for each row
  when (old.state = 'new' and new.state in ('taken', 'registered')) execute function taking_is_confirmed();

-- What the held work is to confirm. `verdict` is `go`; `later` while the machine has yet to say whether the fax is a resend;
-- or why it is not confirmed:
--   off, not-verified   the department doesn't want it, or has no verified contact with the caller's number
--   no-way-out          the house can't send
--   resend              it came before
--   not-taken, not-received   of `confirm-taken`: nobody has it, or that it came was not confirmed
--   may-be-one          it may itself be a confirmation: one page, within a day of anything that we sent there. A
--                       confirmation has one page, so that two houses never confirm each other's confirmations
--   often-enough        twenty a day to one number, whatever else is wrong
create function confirmation_task() returns table (
  verdict text, confirms text, department_id text, department_name text, call_back text, to_number text,
  from_number text, received_at timestamptz, pages integer, damaged boolean, partial boolean, taken_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select case
      when not d.confirms then 'off'
      when c.id is null then 'not-verified'
      when not exists (select from service_key k where k.service = 'outbound' and k.retired_at is null) then 'no-way-out'
      when w.kind = 'confirm-received' and m.available_at > now() - interval '30 minutes' and exists (
        select from work f where f.kind = 'find-resends' and f.subject = m.id and f.ended_at is null) then 'later'
      when exists (select from resend r where r.message_id = m.id and r.denied_at is null) then 'resend'
      when w.kind = 'confirm-taken' and h.state not in ('taken', 'registered') then 'not-taken'
      when w.kind = 'confirm-taken' and not exists (
        select from send_order o where o.reply_to = m.id and o.confirms = 'received') then 'not-received'
      when w.kind = 'confirm-received' and coalesce(m.pages, 1) <= 1 and exists (
        select from delivery v where v.to_number = m.from_number and v.intent_at is not null
          and v.intent_at between m.received_at - interval '1 day' and m.available_at) then 'may-be-one'
      when (select count(*) from send_order o where o.confirms is not null and o.to_number = m.from_number
              and o.sent_at > now() - interval '1 day') >= 20 then 'often-enough'
      else 'go' end,
    case w.kind when 'confirm-taken' then 'taken' else 'received' end,
    d.id, d.name, d.call_back, c.number, coalesce(own.number, other.number), m.received_at, m.pages,
    coalesce(m.damaged_lines, 0) > 0, m.ended_early or coalesce(m.missing_lines, 0) > 0
      or m.announced_pages > m.pages, h.at
    from work w join message m on m.id = w.subject join department d on d.id = m.department_id
    join handling h on h.message_id = m.id
    left join contact c on c.department_id = d.id and c.number = m.from_number and c.removed_at is null
      and c.verified_at is not null and c.number_refused_at is null
    left join fax_number own on own.department_id = d.id and own.number = m.to_number
    left join lateral (select n.number from fax_number n where n.department_id = d.id order by n.number limit 1) other on true
   where w.id = current_setting('kuvert.work', true) and m.id = work_message()
     and w.kind in ('confirm-received', 'confirm-taken')
$$;
revoke all on function confirmation_task from public;
grant execute on function confirmation_task to kuvert_mailbox;

-- Puts the confirmation of the held work into outbound's queue: an order of Kuvert's own, sealed as any. False when it is
-- not to be sent (any more); each is made once, whatever happens.
create function confirm_message(
  p_order text, p_code text, p_language text, p_key text, p_contents bytea, p_service_key text, p_document text,
  p_object text, p_header bytea, p_facts jsonb, p_deadline interval, p_at timestamptz
) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- no person's: it acts for nobody, and is no member anywhere
  v_kuvert constant text := '6b757665-7274-4000-8000-000000000001';
  v_task record;
  v_message text := work_message();
  v_delivery text := gen_random_uuid()::text;
begin
  select * into v_task from confirmation_task();
  if v_task.verdict is distinct from 'go' then return false; end if;
  insert into person (id, issuer, subject, name, created_at, kind)
  values (v_kuvert, 'kuvert', 'confirmations', 'Kuvert', p_at, 'system') on conflict do nothing;
  insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, to_number, from_number,
      resolution, cover, language, reply_to, code, key_id, contents, prepared_version, pages, sent_at, confirms)
  values (p_order, v_task.department_id, v_kuvert, p_order, 'sent', p_at, p_at, v_task.to_number, v_task.from_number,
      'fine', true, p_language, v_message, p_code, p_key, p_contents, 0, 1, p_at, v_task.confirms)
  on conflict do nothing;
  if not found then return false; end if;
  insert into send_document (id, order_id, department_id, key_id, service_key_id, kind, position, media_type, object_name,
      header, payload_size, payload_sha256, plain_size, plain_sha256, created_at)
  values (p_document, p_order, v_task.department_id, p_key, p_service_key, 'outgoing', 0, 'image/tiff', p_object, p_header,
      (p_facts ->> 'payloadSize')::bigint, p_facts ->> 'payloadSha256', (p_facts ->> 'plainSize')::bigint,
      p_facts ->> 'plainSha256', p_at);
  insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
      state, queued_at, due_at, deadline, changed_at)
  values (v_delivery, p_order, v_task.department_id, 1, v_task.to_number, v_task.from_number, v_kuvert, false, 'queued',
      now(), now(), now() + p_deadline, now());
  insert into delivery_fact (id, delivery_id, department_id, at, source, kind, event_key, changed, evidence)
  values (gen_random_uuid()::text, v_delivery, v_task.department_id, now(), 'house', 'queued', 'house:queued', true, '{}');
  insert into work (id, service, kind, subject, due_at, created_at)
  values (gen_random_uuid()::text, 'outbound', 'dispatch', v_delivery, now(), now());
  perform pg_notify('kuvert_message',
    json_build_object('departmentId', v_task.department_id, 'messageId', v_message)::text);
  return true;
end $$;
revoke all on function confirm_message from public;
grant execute on function confirm_message to kuvert_mailbox;
