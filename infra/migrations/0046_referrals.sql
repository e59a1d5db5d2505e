-- Referrals: messages, or faxes, that ask a department for something, and that their sender waits for an answer to. One has
-- a life of its own beside the handling of its message. Why it was rejected and what is missing stand in what was answered.
create table referral (
  message_id     text primary key references message,
  department_id  text not null references department,
  state          text not null default 'received'
                   check (state in ('received', 'accepted', 'on-hold', 'rejected', 'forwarded', 'answered')),
  -- until when its sender, or the department, wants it answered
  answer_by      date,
  marked_at      timestamptz not null,
  -- null: its sender says that it is one
  marked_by      text references person,
  changed_at     timestamptz not null
);
create index referral_open on referral (department_id, answer_by) where state in ('received', 'accepted', 'on-hold');
revoke all on referral from public;
alter table referral enable row level security;

grant select, insert, delete, update (state, answer_by, changed_at) on referral to kuvert_mailbox;
create policy mailbox_reads on referral for select to kuvert_mailbox
  using (department_id in (select my_departments()));
create policy mailbox_marks on referral for insert to kuvert_mailbox
  with check (state = 'received' and marked_by = current_setting('kuvert.person', true)
    and department_id in (select my_departments())
    and department_id = (select m.department_id from message m where m.id = message_id));
-- What its sender calls a referral stays one, and so does what somebody worked with.
create policy mailbox_unmarks on referral for delete to kuvert_mailbox
  using (department_id in (select my_departments()) and marked_by is not null and state = 'received');
-- That it went on is said by forwarding alone.
create policy mailbox_steps on referral for update to kuvert_mailbox
  using (department_id in (select my_departments()) and state <> 'forwarded') with check (state <> 'forwarded');

-- Ingest files what partners' systems call a referral; outbound tells them how it goes.
grant insert on referral to kuvert_ingest;
create policy ingest_files on referral for insert to kuvert_ingest with check (state = 'received' and marked_by is null);
grant select on referral to kuvert_outbound;
create policy outbound_tells on referral for select to kuvert_outbound using (true);

-- As `mayFollow` in packages/shared/src/referrals/states.ts: what ended may be taken back, never turned into the other end.
-- That it is rejected, or waits for something, is told to its sender in the transaction that says so (below).
create function referral_goes_its_way() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if old.state = 'forwarded' or (old.state, new.state) in (('rejected', 'answered'), ('answered', 'rejected'))
     or (old.state in ('rejected', 'answered') and new.state = 'forwarded') then
    raise exception 'a referral that is % does not become %', old.state, new.state
      using errcode = 'check_violation', constraint = 'referral_goes_its_way';
  end if;
  if current_user = 'kuvert_mailbox' and new.state in ('rejected', 'on-hold') then
    raise exception 'a referral becomes % by an answer', new.state
      using errcode = 'check_violation', constraint = 'referral_goes_its_way';
  end if;
  return new;
end $$;
create trigger referral_goes_its_way before update of state on referral for each row
  when (old.state <> new.state) execute function referral_goes_its_way();

-- What an answer does with the referral that it answers, from when it is sent until it is taken back.
alter table send_order
  add column referral_step text check (referral_step in ('accepted', 'on-hold', 'rejected', 'answered')),
  -- what it was before
  add column referral_before text check (referral_before in ('received', 'accepted', 'on-hold', 'rejected', 'answered')),
  add constraint send_order_referral_step check (referral_step is null or reply_to is not null);
grant insert (referral_step), update (referral_step) on send_order to kuvert_mailbox;

create function referral_follows_answer() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_before text;
begin
  select r.state into v_before from referral r where r.message_id = new.reply_to for update;
  if not found then return new; end if;
  if v_before = 'forwarded' then
    raise exception 'the referral lies with another department'
      using errcode = 'check_violation', constraint = 'referral_goes_its_way';
  end if;
  new.referral_before := v_before;
  update referral set state = new.referral_step, changed_at = new.sent_at where message_id = new.reply_to;
  insert into timeline (id, message_id, department_id, at, kind, person_id)
  values (gen_random_uuid()::text, new.reply_to, new.department_id, new.sent_at, 'referral-' || new.referral_step,
      new.created_by);
  return new;
end $$;
create trigger referral_follows_answer before update of stage on send_order for each row
  when (new.stage = 'sent' and old.stage <> 'sent' and new.referral_step is not null)
  execute function referral_follows_answer();

-- Undone or cancelled, the referral is what it was, unless something happened to it since.
create function referral_is_as_before(p_order text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update referral r set state = o.referral_before, changed_at = now() from send_order o
   where o.id = p_order and r.message_id = o.reply_to and r.state = o.referral_step and o.referral_before <> r.state
     and not exists (select from send_order n
       where n.reply_to = o.reply_to and n.id <> o.id and n.stage = 'sent' and n.sent_at > o.sent_at
         and n.referral_step is not null)
$$;
revoke all on function referral_is_as_before from public;
create function answer_no_longer_stands() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform referral_is_as_before(new.order_id);
  return null;
end $$;
create trigger answer_no_longer_stands after update of state on delivery for each row
  when (new.state = 'cancelled' and old.state <> 'cancelled') execute function answer_no_longer_stands();

-- What a partner writes in the conversation of a referral that is on hold completes it; what a restore brings back has come
-- before.
create function referral_is_completed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user = current_user then return null; end if;
  with completed as (
    update referral r set state = 'received', changed_at = now()
      from partner_message q
     where q.conversation_id = new.conversation_id and q.department_id = new.department_id
       and q.function_id = new.function_id and q.message_id <> new.message_id
       and r.message_id = q.message_id and r.state = 'on-hold'
    returning r.message_id, r.department_id)
  insert into timeline (id, message_id, department_id, at, kind)
  select gen_random_uuid()::text, message_id, department_id, now(), 'referral-completed' from completed;
  return null;
end $$;
create trigger referral_is_completed after insert on partner_message for each row
  when (new.details is not null) execute function referral_is_completed();

-- Where the message goes on to another department, the referral begins anew there.
create function referral_goes_along() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into referral (message_id, department_id, answer_by, marked_at, marked_by, changed_at)
  select new.message_id, new.department_id, r.answer_by, r.marked_at, r.marked_by, new.at
    from referral r where r.message_id = new.from_id and r.state in ('received', 'accepted', 'on-hold');
  update referral set state = 'forwarded', changed_at = new.at
   where message_id = new.from_id and state in ('received', 'accepted', 'on-hold');
  return null;
end $$;
create trigger referral_goes_along after insert on forwarding for each row
  when (session_user = 'kuvert_mailbox') execute function referral_goes_along();

-- Browsers of the department look again, whoever moved it.
create function referral_tells_browsers() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_notify('kuvert_message', json_build_object(
    'departmentId', coalesce(new.department_id, old.department_id), 'messageId', coalesce(new.message_id, old.message_id))::text);
  return null;
end $$;
create trigger referral_tells_browsers after insert or update or delete on referral
  for each row execute function referral_tells_browsers();

-- The room sees how what it sent goes.
alter table room_message
  add column referral_state text,
  add column answer_by date,
  add column referral_at timestamptz,
  add constraint room_message_referral check ((referral_state is null) = (referral_at is null)
    and (referral_state is null or message_id is not null));
create function room_sees_referral() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    update room_message set referral_state = null, answer_by = null, referral_at = null where message_id = old.message_id;
  else
    update room_message set referral_state = new.state, answer_by = new.answer_by, referral_at = new.changed_at
     where message_id = new.message_id;
  end if;
  return null;
end $$;
create trigger room_sees_referral after insert or update or delete on referral
  for each row execute function room_sees_referral();

-- A message that this very transaction files from the room is a referral.
create function refer_from_room(p_room_message text, p_answer_by date, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into referral (message_id, department_id, answer_by, marked_at, changed_at)
  select r.message_id, r.department_id, p_answer_by, p_at, p_at from room_message r
   where r.id = p_room_message and r.message_id is not null and r.xmin = pg_current_xact_id()::xid
     and r.person_id = current_setting('kuvert.person', true);
  return found;
end $$;
revoke all on function refer_from_room from public;
grant execute on function refer_from_room to kuvert_room;
