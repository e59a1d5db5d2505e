-- Who looks twice at a number that is new to a department: the sender, who types its last digits, or a colleague.
alter table department add column second_look text not null default 'digits' check (second_look in ('digits', 'colleague'));

-- A draft that waits for a colleague, and what became of that. What was approved is one version of it, to one number,
-- of these very pages.
create table approval (
  id             text primary key,
  order_id       text not null references send_order,
  department_id  text not null references department,
  version        integer not null,
  number         text not null,
  pages_sha256   text not null,
  asked_by       text not null references person,
  asked_at       timestamptz not null,
  state          text not null check (state in ('waiting', 'approved', 'declined', 'taken-back')),
  ended_by       text references person,
  ended_at       timestamptz,
  reason         text check (length(reason) <= 500 and reason ~ '\S'),
  check ((state = 'waiting') = (ended_at is null) and (ended_at is null) = (ended_by is null)),
  check ((state = 'declined') = (reason is not null)),
  -- nobody approves what they wrote
  check (state not in ('approved', 'declined') or ended_by <> asked_by),
  check (state <> 'taken-back' or ended_by = asked_by)
);
create unique index approval_one_waiting on approval (order_id) where state = 'waiting';
create index approval_by_order on approval (order_id, asked_at);
create index approval_waiting on approval (department_id, asked_at) where state = 'waiting';

alter table approval enable row level security;
revoke all on approval from public;
grant select on approval to kuvert_mailbox;
grant insert (id, order_id, department_id, version, number, pages_sha256, asked_by, asked_at, state) on approval
  to kuvert_mailbox;
grant update (state, ended_by, ended_at, reason) on approval to kuvert_mailbox;
create policy mailbox_reads on approval for select to kuvert_mailbox
  using (department_id in (select my_departments()));
create policy mailbox_asks on approval for insert to kuvert_mailbox with check (
  state = 'waiting' and asked_by = current_setting('kuvert.person', true)
  and exists (select from send_order o join send_document s on s.order_id = o.id and s.kind = 'outgoing'
    where o.id = approval.order_id and o.stage = 'draft' and o.created_by = approval.asked_by
      and o.department_id = approval.department_id and o.to_number = approval.number and o.version = approval.version
      and o.prepared_version = o.version and s.plain_sha256 = approval.pages_sha256));
create policy mailbox_ends on approval for update to kuvert_mailbox
  using (state = 'waiting' and department_id in (select my_departments()))
  with check (state <> 'waiting' and ended_by = current_setting('kuvert.person', true)
    -- a person's word: no business system approves
    and exists (select from membership m where m.person_id = ended_by and m.department_id = approval.department_id));

-- Others of the department see a draft while it waits for one of them; it stays its writer's alone to change.
create function order_waits(p_order text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from approval a where a.order_id = p_order and a.state = 'waiting')
$$;
revoke all on function order_waits from public;
grant execute on function order_waits to kuvert_mailbox;
alter policy mailbox_reads on send_order using (
  department_id in (select my_departments())
  and (stage = 'sent' or created_by = current_setting('kuvert.person', true)
    or (stage = 'draft' and order_waits(id))));
alter policy mailbox_moves on send_document
  using (exists (select from send_order o where o.id = order_id and o.stage = 'draft'
    and o.created_by = current_setting('kuvert.person', true)));
alter policy mailbox_removes on send_document
  using (kind in ('attachment', 'outgoing') and exists (select from send_order o where o.id = order_id
    and o.stage <> 'sent' and o.created_by = current_setting('kuvert.person', true)));

-- While it waits it stays as it is. Only the mailbox changes drafts; a restore brings rows in as they were, in any order.
create function draft_stays() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if order_waits(new.id) then
    raise exception 'a draft that waits for a colleague stays as it is' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger draft_stays before update on send_order for each row
  when (old.stage = 'draft' and current_user = 'kuvert_mailbox') execute function draft_stays();
create function draft_documents_stay() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if order_waits(case when tg_op = 'INSERT' then new.order_id else old.order_id end) then
    raise exception 'a draft that waits for a colleague keeps its documents' using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger draft_documents_stay before insert or update or delete on send_document for each row
  when (current_user = 'kuvert_mailbox') execute function draft_documents_stay();

-- Sees what its caller sees. An approval counts under either policy: it was given to this version, number and pages.
create function was_looked_at(p_order send_order) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return exists (select from approval a join send_document s on s.order_id = a.order_id and s.kind = 'outgoing'
            where a.order_id = p_order.id and a.state = 'approved' and a.version = p_order.version
              and a.number = p_order.to_number and a.ended_by <> p_order.created_by and s.plain_sha256 = a.pages_sha256)
      or (exists (select from department d where d.id = p_order.department_id and d.second_look = 'digits')
          and exists (select from second_look l where l.order_id = p_order.id and l.number = p_order.to_number));
end $$;
revoke all on function was_looked_at from public;
grant execute on function was_looked_at to kuvert_mailbox;
create or replace function is_looked_at(p_order send_order) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return is_known_number(p_order.department_id, p_order.to_number) or was_looked_at(p_order);
end $$;

-- As before, and for what the acting person has approved in this very transaction: sent as if its writer had, in whose
-- name the answer that it may be stands in the received fax's timeline. What waits is sent by nobody.
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
