-- Sessions that end by themselves, in the mailbox and in the room: nobody did anything in one for too long, or it lasted as long
-- as one may. Each is on record with its end; how many ended. A few at a time, since audit_append has one writer.
create function end_sessions(p_at timestamptz, p_idle interval) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_session record;
  v_ended integer := 0;
begin
  for v_session in
    select id_hash, person_id, case when expires_at <= p_at then 'time-limit' else 'idle' end as why from session
     where ended_at is null and (expires_at <= p_at or seen_at <= p_at - p_idle)
     order by seen_at limit 100 for update skip locked
  loop
    update session set ended_at = p_at where id_hash = v_session.id_hash;
    perform audit_append(v_session.person_id, 'session-ended', null, null, null, v_session.why);
    v_ended := v_ended + 1;
  end loop;
  for v_session in
    select id_hash, person_id, case when expires_at <= p_at then 'time-limit' else 'idle' end as why from room_session
     where ended_at is null and (expires_at <= p_at or seen_at <= p_at - p_idle)
     order by seen_at limit 100 for update skip locked
  loop
    update room_session set ended_at = p_at where id_hash = v_session.id_hash;
    perform audit_append(null, 'room-session-ended', null, null, null,
      'room-person ' || v_session.person_id || ' ' || v_session.why);
    v_ended := v_ended + 1;
  end loop;
  return v_ended;
end $$;
revoke all on function end_sessions from public;
grant execute on function end_sessions to kuvert_mailbox;
