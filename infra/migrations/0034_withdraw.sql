-- Taking an order back that waits in the carrier's own queue: a person wishes it, outbound asks the carrier, and the
-- carrier's word alone makes it cancelled.
alter table delivery
  -- its carrier can take an order out of its queue before it dials
  add column withdrawable boolean not null default false,
  -- when a person wished it; whether that was in time is told by the state
  add column withdraw_asked_at timestamptz,
  add constraint delivery_withdrawable check (withdraw_asked_at is null or withdrawable);
grant update (withdrawable) on delivery to kuvert_outbound;

-- Keeps the wish of the acting person's department and puts it on outbound's list; false when it can't be fulfilled (any
-- more), or was asked for before.
create function ask_to_withdraw(p_work text, p_delivery text) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  with asked as (
    update delivery d set withdraw_asked_at = now()
     where d.id = p_delivery and d.state = 'accepted' and d.withdrawable and d.withdraw_asked_at is null
       and d.department_id in (select my_departments())
    returning d.id),
  due as (
    insert into work (id, service, kind, subject, due_at, created_at)
    select p_work, 'outbound', 'withdraw', id, now(), now() from asked on conflict do nothing)
  select exists (select from asked)
$$;
revoke all on function ask_to_withdraw from public;
grant execute on function ask_to_withdraw to kuvert_mailbox;

-- What a person wished back is no machine's to try again, though the wish came too late for one call.
create function delivery_stays_withdrawn() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select from delivery d where d.order_id = new.order_id and d.attempt = new.attempt - 1
               and d.withdraw_asked_at is not null) then
    raise exception 'what a person wished back is not tried again' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger delivery_stays_withdrawn before insert on delivery for each row
  when (new.automatic and current_user = 'kuvert_outbound') execute function delivery_stays_withdrawn();

-- The fax that it answered is unanswered again, by whoever wished it.
create function answer_was_withdrawn() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into timeline (id, message_id, department_id, at, kind, person_id)
  select gen_random_uuid()::text, o.reply_to, o.department_id, new.changed_at, 'answer-taken-back', a.person_id
    from send_order o join send_act a on a.delivery_id = new.id and a.kind = 'asked-to-cancel'
   where o.id = new.order_id and o.reply_to is not null;
  return null;
end $$;
create trigger answer_was_withdrawn after update of state on delivery for each row
  when (new.state = 'cancelled' and old.state <> 'cancelled' and new.withdraw_asked_at is not null)
  execute function answer_was_withdrawn();
