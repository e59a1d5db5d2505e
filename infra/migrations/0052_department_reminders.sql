-- Reminders to a department that somebody waits for the answer to a referral, as notices by mail (0035_notices.sql): in the
-- morning three days before the day by which to answer, and in the morning after it.
alter table notice
  drop constraint notice_kind_check,
  add constraint notice_kind_check check (kind in ('arrived', 'untaken', 'in-room', 'room-waits', 'referral-due'));

-- Work that looks in the night before the next reminder; which morning it is knows outbound, by the time zone of the house. One
-- that would have been sent before anybody knew of the day is left out.
create function plan_department_reminder(p_message text) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'outbound', 'referral-due', r.message_id, min(night), now()
    from referral r
    join notice_setting s on s.department_id = r.department_id
    cross join lateral (values ((r.answer_by - 3)::timestamp at time zone 'UTC'),
                               ((r.answer_by + 1)::timestamp at time zone 'UTC')) reminders (night)
   where r.message_id = p_message and r.answer_by is not null and r.state in ('received', 'accepted', 'on-hold')
     and night > now()
   group by r.message_id
  -- whoever is just looking at it loses it: what they saw is over
  on conflict (kind, subject) do update set due_at = excluded.due_at, ended_at = null, attempts = 0, lease_id = null,
    leased_until = null
$$;
revoke all on function plan_department_reminder from public;

-- What a restore brings back was planned before.
create function department_is_reminded() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user then perform plan_department_reminder(new.message_id); end if;
  return null;
end $$;
create trigger department_is_reminded after insert or update of answer_by, state on referral for each row
  when (new.answer_by is not null and new.state in ('received', 'accepted', 'on-hold'))
  execute function department_is_reminded();

-- Reminds where it is a morning to do so, and nobody has answered; when to look again, null: never.
create function remind_department(p_message text, p_zone text, p_at timestamptz) returns timestamptz
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_department text;
  v_before timestamptz;
  v_after timestamptz;
begin
  select r.department_id, (r.answer_by - 3 + time '08:00') at time zone p_zone,
         (r.answer_by + 1 + time '08:00') at time zone p_zone
    into v_department, v_before, v_after
    from referral r join notice_setting s on s.department_id = r.department_id
   where r.message_id = p_message and r.answer_by is not null and r.state in ('received', 'accepted', 'on-hold');
  if not found then return null; end if;
  if p_at < v_before then return v_before; end if;
  -- in the days between nobody is told of what is known
  if p_at >= v_after or p_at < v_before + interval '12 hours' then
    perform order_notices(p_message, v_department, 'referral-due');
  end if;
  return case when p_at < v_after then v_after end;
end $$;
revoke all on function remind_department from public;
grant execute on function remind_department to kuvert_outbound;
