-- An order is accepted by one statement: a clerk's "send" looks at a dozen rows and leaves six, and most of its time was
-- planning each of those statements anew.

-- Nothing is planned anew in a function of this kind; row-level security asks this one with every statement.
create or replace function my_departments() returns setof text
language plpgsql stable rows 10 security definer set search_path = public, pg_temp as $$
begin
  return query select m.department_id from membership m where m.person_id = current_setting('kuvert.person', true);
end $$;

create or replace function is_known_number(p_department text, p_number text) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return exists (select from contact c where c.department_id = p_department and c.number = p_number
            and c.removed_at is null and c.verified_at is not null and c.number_refused_at is null)
      or exists (select from delivery d where d.department_id = p_department and d.to_number = p_number
            and d.state = 'delivered' and not exists (select from incident i where i.order_id = d.order_id));
end $$;

create function is_looked_at(p_order send_order) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return is_known_number(p_order.department_id, p_order.to_number)
      or exists (select from second_look l where l.order_id = p_order.id and l.number = p_order.to_number);
end $$;
revoke all on function is_looked_at from public;
create or replace function send_order_is_looked_at() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_looked_at(new) then
    raise exception 'a number that is not known asks for a second look' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Sends a draft of the acting person: the order, its first delivery in the queue, outbound's work, timeline, audit. What is
-- in its way is `outcome`, and then nothing has changed; `sent-before` when it was sent already. `p_looked`: the person has
-- just typed the last digits.
create function accept_order(
  p_order text, p_version integer, p_delivery text, p_looked boolean, p_at timestamptz, p_undo interval, p_deadline interval,
  out outcome text, out department_id text, out to_number text
) returns record
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_person text := current_setting('kuvert.person', true);
  v_order send_order;
begin
  select * into v_order from send_order o
   where o.id = p_order and o.created_by = v_person and o.department_id in (select my_departments()) for update;
  department_id := v_order.department_id;
  to_number := v_order.to_number;
  outcome := case
    when v_order.id is null or v_order.stage = 'discarded' then 'not-found'
    when v_order.stage = 'sent' then 'sent-before'
    when v_order.version <> p_version then 'draft-changed'
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
    from unnest(array['confirmed-number', 'sent']) act where act = 'sent' or p_looked;
  insert into timeline (id, message_id, department_id, at, kind, person_id)
  select gen_random_uuid()::text, v_order.reply_to, v_order.department_id, p_at, 'answered', v_person
   where v_order.reply_to is not null;

  perform pg_notify('kuvert_message', json_build_object('departmentId', v_order.department_id, 'sendingId', p_order)::text);
  if v_order.reply_to is not null then
    perform pg_notify('kuvert_message',
      json_build_object('departmentId', v_order.department_id, 'messageId', v_order.reply_to)::text);
  end if;
  -- last, since others wait from here until the transaction ends
  perform audit_append(v_person, 'send', v_order.department_id, v_order.reply_to, null,
    'sending ' || p_order || case when p_looked then ' second look by digits' else '' end);
end $$;
revoke all on function accept_order from public;
grant execute on function accept_order to kuvert_mailbox;
