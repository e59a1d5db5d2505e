-- A referral from the room waits for its sender: the function is told again by mail after a week, and when the day by which
-- an answer is wanted is over.
alter table notice
  drop constraint notice_kind_check,
  add constraint notice_kind_check check (kind in ('arrived', 'untaken', 'in-room', 'room-waits')),
  drop constraint notice_check2,
  add constraint notice_of_function check ((function_id is null) = (kind not in ('in-room', 'room-waits')));

-- When its sender is to be reminded next; null: it doesn't wait for them, or they were told for the last time. Mails come in
-- the morning: the hour is UTC's.
create function referral_reminder_at(p_referral referral, p_after timestamptz) returns timestamptz
language sql stable set search_path = public, pg_temp as $$
  select min(at) from unnest(array[
      p_referral.changed_at + interval '7 days',
      ((p_referral.answer_by + 1) + time '06:00') at time zone 'UTC']) at
   where p_referral.state = 'on-hold' and at > p_after
$$;
revoke all on function referral_reminder_at from public;

-- Of a function that has an address.
create function referral_reminds() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'outbound', 'remind-referral', new.message_id, at, now()
    from referral_reminder_at(new, now()) at
   where at is not null and exists (select from room_message r join notice_address a on a.function_id = r.function_id
     where r.message_id = new.message_id)
  on conflict (kind, subject) do update set due_at = excluded.due_at, ended_at = null, attempts = 0, lease_id = null,
    leased_until = null;
  return null;
end $$;
create trigger referral_reminds after update of state, answer_by on referral for each row
  when (new.state = 'on-hold') execute function referral_reminds();

-- Its time is up: the function is told, unless the referral waits for it no more; when it is to be told again.
create function remind_referral(p_message text) returns timestamptz
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_referral referral;
begin
  select * into v_referral from referral r where r.message_id = p_message and r.state = 'on-hold';
  if not found then return null; end if;
  perform gather_notices(null, r.function_id, 'room-waits') from room_message r where r.message_id = p_message;
  return referral_reminder_at(v_referral, now());
end $$;
revoke all on function remind_referral from public;
grant execute on function remind_referral to kuvert_outbound;
