-- Reminders to the sender of a referral, in the name of the department: that completion is missing, seven days after it was
-- asked for and on the morning after the day by which an answer was wanted; or, on that morning, that the department hasn't
-- answered yet. They are orders of Kuvert's own, as confirmations are (0026_confirmations.sql), and go by the best channel
-- that the sender has.

-- `secure`: by fax to nobody.
alter table department add column reminds text not null default 'on' check (reminds in ('on', 'secure', 'off'));

-- What an order of Kuvert's own tells, and of which moment: a referral may be reminded of again when it waits anew.
alter table send_order rename column confirms to tells;
alter table send_order
  drop constraint send_order_confirms_check,
  add constraint send_order_tells_check check (tells in ('received', 'taken', 'completion-missing', 'not-answered')),
  add column tells_of text check (length(tells_of) between 1 and 64),
  add constraint send_order_tells_of check ((tells_of is not null) = coalesce(tells in ('completion-missing', 'not-answered'), false));
alter table send_order rename constraint confirmation_is_whole to own_order_is_whole;
drop index send_order_confirms_once;
create unique index send_order_tells_once on send_order (reply_to, tells, tells_of) nulls not distinct where tells is not null;
alter index send_order_confirmations rename to send_order_own;

-- What the operator says of channels counts for what the system sends for a department, too.
create policy system_routes on routing_rule for select to kuvert_mailbox
  using (department_id = (select work_department()));

-- When completion was asked for last: by an answer that wasn't taken back, and didn't fail for good (0054_failed_answers.sql).
create function referral_asked_at(p_message text) returns timestamptz
language sql stable set search_path = public, pg_temp as $$
  select max(o.sent_at) from send_order o
    left join lateral (
      select d.id, d.state from delivery d where d.order_id = o.id order by d.attempt desc limit 1) v on true
   where o.reply_to = p_message and o.stage = 'sent' and o.referral_step = 'on-hold'
     and v.state is distinct from 'cancelled'
     and (v.state is distinct from 'failed'
       or exists (select from send_act a where a.delivery_id = v.id and a.kind = 'marked-arrived'))
$$;
revoke all on function referral_asked_at from public;

-- Work that looks when the next reminder may be due; which morning it is knows the mailbox, by the time zone of the house.
create function plan_sender_reminder(p_message text) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'mailbox', 'remind-sender', r.message_id, min(at), now()
    from referral r
    -- the answer that asks is being sent, or asked before the day was changed
    cross join lateral (values
      (case r.state when 'on-hold' then r.changed_at + interval '7 days' end),
      (case r.state when 'on-hold' then referral_asked_at(r.message_id) + interval '7 days' end),
      ((r.answer_by + 1)::timestamp at time zone 'UTC')) reminders (at)
   where r.message_id = p_message and r.state in ('received', 'accepted', 'on-hold') and at > now()
   group by r.message_id
  -- whoever is just looking at it loses it: what they saw is over
  on conflict (kind, subject) do update set due_at = excluded.due_at, ended_at = null, attempts = 0, lease_id = null,
    leased_until = null
$$;
revoke all on function plan_sender_reminder from public;

-- What a restore brings back was planned before.
create function sender_is_reminded() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user then perform plan_sender_reminder(new.message_id); end if;
  return null;
end $$;
create trigger sender_is_reminded after insert or update of state, answer_by on referral for each row
  when (new.state in ('received', 'accepted', 'on-hold')) execute function sender_is_reminded();

-- The moments at which its sender is reminded, and what each is called in `send_order.tells_of`.
create function referral_reminders(p_referral referral, p_zone text) returns table (at timestamptz, of text)
language sql stable set search_path = public, pg_temp as $$
  select asked + interval '7 days', to_char(asked at time zone 'UTC', '"asked "YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    from referral_asked_at(p_referral.message_id) asked where p_referral.state = 'on-hold' and asked is not null
  union all
  select (p_referral.answer_by + 1 + time '08:00') at time zone p_zone, 'day ' || p_referral.answer_by
   where p_referral.answer_by is not null
$$;
revoke all on function referral_reminders from public;

-- Of which reminder it is time by the held work, and when to look again: `next_at`. `verdict` is `go`, or why nothing is sent:
--   later, over         none is due (yet)
--   ended               it was answered, rejected, forwarded, or is no referral any more
--   off                 the department doesn't want it
--   told                it was sent before
--   something-came      a fax from the same number, after completion was asked for: it may be what is missing
--   no-number, no-way-out   nobody knows where to; the department, or the house, can't send
--   often-enough        two hundred a day to one address, whatever else is wrong
-- `fax` says the same where it would be faxed: `secure-only`; `not-verified`, as of a confirmation; `often-enough`, twenty.
create function reminder_task(p_zone text) returns table (
  verdict text, fax text, next_at timestamptz, tells text, tells_of text, department_id text, department_name text,
  call_back text, to_number text, from_number text, function_id text, received_at timestamptz, state text, answer_by date)
language sql stable security definer set search_path = public, pg_temp as $$
  select case
      when r.message_id is null or r.state not in ('received', 'accepted', 'on-hold') then 'ended'
      when due.at is null then case when coming.at is null then 'over' else 'later' end
      when d.reminds = 'off' then 'off'
      when exists (select from send_order o where o.reply_to = m.id and o.tells_of = due.of) then 'told'
      when r.state = 'on-hold' and p.message_id is null and exists (
        select from message n where n.department_id = d.id and n.from_number = m.from_number and n.id <> m.id
           and n.received_at > referral_asked_at(m.id)) then 'something-came'
      when m.from_number is null or m.from_number not like '+%' then 'no-number'
      when coalesce(own.number, other.number) is null or not exists (
        select from service_key k where k.service = 'outbound' and k.retired_at is null) then 'no-way-out'
      when sent.today >= 200 then 'often-enough'
      else 'go' end,
    case
      when d.reminds <> 'on' then 'secure-only'
      when not exists (select from contact c where c.department_id = d.id and c.number = m.from_number
        and c.removed_at is null and c.verified_at is not null and c.number_refused_at is null) then 'not-verified'
      when sent.faxed >= 20 then 'often-enough'
      else 'go' end,
    coming.at, case r.state when 'on-hold' then 'completion-missing' else 'not-answered' end, due.of,
    d.id, d.name, d.call_back, m.from_number, coalesce(own.number, other.number), p.function_id, m.received_at, r.state,
    r.answer_by
    from work w join message m on m.id = w.subject join department d on d.id = m.department_id
    left join referral r on r.message_id = m.id
    left join partner_message p on p.message_id = m.id
    left join fax_number own on own.department_id = d.id and own.number = m.to_number
    left join lateral (select n.number from fax_number n where n.department_id = d.id order by n.number limit 1) other on true
    cross join lateral (
      select count(*) as today, count(*) filter (where o.channel = 'fax') as faxed from send_order o
       where o.tells is not null and o.to_number = m.from_number and o.sent_at > now() - interval '1 day') sent
    left join lateral (
      select at, of from referral_reminders(r, p_zone) where at <= now() order by at desc limit 1) due on true
    left join lateral (select min(at) as at from referral_reminders(r, p_zone) where at > now()) coming on true
   where w.id = current_setting('kuvert.work', true) and m.id = work_message() and w.kind = 'remind-sender'
$$;
revoke all on function reminder_task from public;
grant execute on function reminder_task to kuvert_mailbox;

-- As 0026_confirmations.sql has them, by the column's new name.
create or replace function taking_is_confirmed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from send_order o where o.reply_to = new.message_id and o.tells = 'received')
     and not exists (select from send_order o where o.reply_to = new.message_id and o.tells = 'taken') then
    insert into work (id, service, kind, subject, due_at, created_at)
    values (gen_random_uuid()::text, 'mailbox', 'confirm-taken', new.message_id, now() + interval '5 minutes', now())
    on conflict (kind, subject) do update set due_at = excluded.due_at, ended_at = null
      where work.leased_until is null;
  end if;
  return null;
end $$;
create or replace function confirmation_task() returns table (
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
        select from send_order o where o.reply_to = m.id and o.tells = 'received') then 'not-received'
      when w.kind = 'confirm-received' and coalesce(m.pages, 1) <= 1 and exists (
        select from delivery v where v.to_number = m.from_number and v.intent_at is not null
          and v.intent_at between m.received_at - interval '1 day' and m.available_at) then 'may-be-one'
      when (select count(*) from send_order o where o.tells is not null and o.to_number = m.from_number
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

-- Puts what the held work is about into outbound's queue: an order of Kuvert's own, sealed as any, by the channel that was
-- chosen for it. False when it is not to be sent (any more), or not by that one; each is made once, whatever happens.
drop function confirm_message;
create function send_of_itself(
  p_order text, p_code text, p_language text, p_key text, p_contents bytea, p_service_key text, p_document text,
  p_object text, p_header bytea, p_facts jsonb, p_deadline interval, p_at timestamptz, p_channel text, p_reason text,
  p_department text, p_function text, p_name text, p_envelope bytea, p_zone text
) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- no person's: it acts for nobody, and is no member anywhere
  v_kuvert constant text := '6b757665-7274-4000-8000-000000000001';
  v_task record;
  v_message text := work_message();
  v_delivery text := gen_random_uuid()::text;
begin
  select t.verdict, 'go' as fax, t.confirms as tells, null::text as tells_of, t.department_id, t.to_number, t.from_number,
         null::text as function_id
    into v_task from confirmation_task() t;
  if not found then
    select t.verdict, t.fax, t.tells, t.tells_of, t.department_id, t.to_number, t.from_number, t.function_id
      into v_task from reminder_task(p_zone) t;
  end if;
  if v_task.verdict is distinct from 'go' then return false; end if;
  if (case p_channel
      when 'fax' then v_task.fax = 'go' and num_nonnulls(p_department, p_function) = 0
      when 'department' then exists (select from department_of_number(v_task.to_number) d where d.id = p_department)
      -- what came from a function goes back to that one
      else p_function = coalesce(v_task.function_id, p_function) and p_envelope is not null and exists (
        select from partner_function_of_number(v_task.to_number) f where f.id = p_function and p_channel = any (f.channels))
      end) is not true then return false; end if;

  insert into person (id, issuer, subject, name, created_at, kind)
  values (v_kuvert, 'kuvert', 'confirmations', 'Kuvert', p_at, 'system') on conflict do nothing;
  insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, to_number, from_number,
      resolution, cover, language, reply_to, code, key_id, contents, prepared_version, pages, sent_at, tells, tells_of,
      channel, channel_reason, to_department, to_function, to_name, envelope)
  values (p_order, v_task.department_id, v_kuvert, p_order, 'sent', p_at, p_at, v_task.to_number, v_task.from_number,
      'fine', true, p_language, v_message, p_code, p_key, p_contents, 0, 1, p_at, v_task.tells, v_task.tells_of,
      p_channel, p_reason, p_department, p_function, p_name, p_envelope)
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
  perform pg_notify('kuvert_message',
    json_build_object('departmentId', v_task.department_id, 'sendingId', p_order)::text);
  return true;
end $$;
revoke all on function send_of_itself from public;
grant execute on function send_of_itself to kuvert_mailbox;

-- In the room, too, it is a message in the conversation; the mail says that something waits for an answer from there. It
-- takes the place of work of its own (0050_referral_reminders.sql).
drop trigger referral_reminds on referral;
drop function referral_reminds, remind_referral, referral_reminder_at;
update work set ended_at = now(), leased_until = null, lease_id = null where kind = 'remind-referral' and ended_at is null;
create or replace function room_message_is_noticed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user then
    perform gather_notices(null, new.function_id,
      case when exists (select from delivery d join send_order o on o.id = d.order_id
        where d.id = new.delivery_id and o.tells = 'completion-missing') then 'room-waits' else 'in-room' end);
  end if;
  return null;
end $$;

-- What waits already is planned as what will come.
select plan_sender_reminder(r.message_id) from referral r where r.state in ('received', 'accepted', 'on-hold');
