-- An answer that fails for good has answered nothing: the referral is what it was before, and so again somebody's to do.
-- It is as the answer says once more when somebody sends that again, or says that it arrived.
create function referral_is_unanswered(p_order text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_before text;
begin
  select r.state into v_before from send_order o join referral r on r.message_id = o.reply_to
   where o.id = p_order and o.referral_step is not null for update of r;
  perform referral_is_as_before(p_order);
  insert into timeline (id, message_id, department_id, at, kind)
  select gen_random_uuid()::text, r.message_id, r.department_id, now(), 'referral-answer-failed'
    from send_order o join referral r on r.message_id = o.reply_to
   where o.id = p_order and r.state <> v_before;
end $$;
create function referral_is_answered_after_all(p_order text) returns void
language sql security definer set search_path = public, pg_temp as $$
  with moved as (
    update referral r set state = o.referral_step, changed_at = now() from send_order o
     where o.id = p_order and o.stage = 'sent' and r.message_id = o.reply_to and r.state = o.referral_before
       and o.referral_step <> r.state
       and not exists (select from send_order n
         where n.reply_to = o.reply_to and n.id <> o.id and n.stage = 'sent' and n.sent_at > o.sent_at
           and n.referral_step is not null)
    returning r.message_id, r.department_id, r.state)
  insert into timeline (id, message_id, department_id, at, kind)
  select gen_random_uuid()::text, message_id, department_id, now(), 'referral-' || state from moved
$$;
revoke all on function referral_is_unanswered, referral_is_answered_after_all from public;

-- At the end of the transaction: by then it is known whether a machine tries again.
create function answer_failed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from delivery d where d.order_id = new.order_id and d.attempt > new.attempt) then
    perform referral_is_unanswered(new.order_id);
  end if;
  return null;
end $$;
create constraint trigger answer_failed after update of state on delivery deferrable initially deferred for each row
  when (new.state = 'failed' and old.state <> 'failed') execute function answer_failed();

-- What a restore brings back has moved its referral before.
create function answer_is_sent_again() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user then perform referral_is_answered_after_all(new.order_id); end if;
  return null;
end $$;
create trigger answer_is_sent_again after insert on delivery for each row
  when (new.attempt > 1 and not new.automatic) execute function answer_is_sent_again();

create function answer_has_a_word() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user = current_user then return null; end if;
  if new.kind = 'marked-failed' then perform referral_is_unanswered(new.order_id);
  else perform referral_is_answered_after_all(new.order_id);
  end if;
  return null;
end $$;
create trigger answer_has_a_word after insert on send_act for each row
  when (new.kind in ('marked-arrived', 'marked-failed')) execute function answer_has_a_word();
