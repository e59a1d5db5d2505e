-- What comes after a restricted message in the same matter is restricted to the same people from the moment that it is there:
-- by triggers, in the transaction that files it, so that no service can forget it: in a partner's conversation, as an answer of
-- another department, and as a fax that is found to be the same one again. A number alone says nothing: a hospital sends all that
-- it has to say from one, and its next fax, closed to all but those who are named here, might be read by nobody.

-- The restricted message that p_message comes after in its department, the newest one; or null.
create function restriction_before(p_message text) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  v_message message;
  v_before text;
begin
  select * into v_message from message m where m.id = p_message;
  select r.message_id into v_before
    from restriction r join message m on m.id = r.message_id
   where r.department_id = v_message.department_id and r.message_id <> p_message
     and (
       -- the same conversation of a partner, in the room or by its system
       exists (select from partner_message a join partner_message b
                  on b.conversation_id = a.conversation_id and b.department_id = a.department_id
                where a.message_id = r.message_id and b.message_id = p_message)
       -- another department answers what was written to it in answer to that one
       or exists (select from in_house i join delivery d on d.id = i.delivery_id join send_order theirs on theirs.id = d.order_id
                    join in_house j on j.message_id = theirs.reply_to join delivery e on e.id = j.delivery_id
                    join send_order ours on ours.id = e.order_id
                   where i.message_id = p_message and ours.reply_to = r.message_id))
   order by m.available_at desc, m.id desc limit 1;
  return v_before;
end $$;

-- Restricts p_message to those who are named for p_before, and tells them: nobody asked for it, so nobody's name stands there.
create function inherit_restriction(p_message text, p_before text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_at timestamptz;
  v_department text;
begin
  -- whoever is just changing or lifting it is waited for
  perform from handling h where h.message_id = p_before for share;
  insert into restriction (message_id, department_id, person_id, at)
  select p_message, r.department_id, r.person_id, now() from restriction r where r.message_id = p_before
  on conflict do nothing returning at, department_id into v_at, v_department;
  if v_at is null then return; end if;
  insert into named_handler (message_id, department_id, person_id, named_by, at)
  select p_message, n.department_id, n.person_id, n.named_by, v_at from named_handler n where n.message_id = p_before;

  -- found when somebody had it already who isn't named: they can't go on with it
  with back as (
    update handling h set state = 'new', person_id = null, at = null
     where h.message_id = p_message and h.state = 'taken'
       and h.person_id not in (select n.person_id from named_handler n where n.message_id = p_message)
    returning h.message_id)
  insert into timeline (id, message_id, department_id, at, kind, person_id, note)
  select gen_random_uuid()::text, message_id, v_department, v_at, 'given-back', null, null from back;

  insert into timeline (id, message_id, department_id, at, kind, person_id, note)
  values (gen_random_uuid()::text, p_message, v_department, v_at, 'restriction-inherited', null,
    (select string_agg(p.name, ', ' order by p.name) from named_handler n join person p on p.id = n.person_id
      where n.message_id = p_message));
  perform audit_append(null, 'inherit-restriction', v_department, p_message, null, 'message ' || p_before);
  perform audit_append(null, 'name-handler', v_department, p_message, null, 'person ' || n.person_id)
     from named_handler n where n.message_id = p_message;
  perform tell_of_restriction(p_message, v_department);
end $$;

-- What services file; what is forwarded below, and what a restore brings back has its restriction with it.
create function later_is_restricted() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_before text := restriction_before(new.message_id);
begin
  if v_before is not null then perform inherit_restriction(new.message_id, v_before); end if;
  return null;
end $$;
create trigger later_is_restricted after insert on partner_message for each row
  when (session_user in ('kuvert_ingest', 'kuvert_outbound', 'kuvert_room')) execute function later_is_restricted();
create trigger later_is_restricted after insert on in_house for each row
  when (session_user in ('kuvert_ingest', 'kuvert_outbound', 'kuvert_room')) execute function later_is_restricted();

-- A fax that turns out to be a restricted one again: unless somebody has lifted it here, who knew.
create function resend_is_restricted() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if is_restricted(new.earlier_id)
     and not exists (select from timeline t where t.message_id = new.message_id and t.kind = 'restriction-lifted') then
    perform inherit_restriction(new.message_id, new.earlier_id);
  end if;
  return null;
end $$;
create trigger resend_is_restricted after insert on resend for each row
  when (session_user = 'kuvert_mailbox') execute function resend_is_restricted();

-- Forwarded: its own restriction goes along as it did; else it is as if it had come to that department.
create function later_is_restricted_there() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_before text := restriction_before(new.message_id);
begin
  if v_before is not null and not is_restricted(new.message_id) then
    perform inherit_restriction(new.message_id, v_before);
  end if;
  return null;
end $$;
-- by its name after `restriction_goes_along`
create trigger restriction_there after insert on forwarding for each row
  when (session_user = 'kuvert_mailbox') execute function later_is_restricted_there();

revoke all on function restriction_before, inherit_restriction, later_is_restricted, resend_is_restricted,
  later_is_restricted_there from public;

-- As before (0077), and not of this either: who may open it is no business of theirs.
drop trigger message_tells_webhooks on timeline;
create constraint trigger message_tells_webhooks after insert on timeline deferrable initially deferred for each row
  when (new.kind not in ('received', 'sent-here', 'opened', 'opened-by-glass', 'restricted', 'restriction-changed',
    'restriction-taken-over', 'restriction-inherited'))
  execute function message_tells_webhooks();
