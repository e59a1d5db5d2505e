-- Background work of the mailbox. It opens documents as the system does: without a person, one message at a time,
-- and for no longer than it holds the lease on the work that is about that message.

-- Work that every available message asks of the mailbox; a later kind replaces this function.
create function is_mailbox_work(p_kind text) returns boolean
language sql immutable as $$ select p_kind in ('recognise') $$;

-- Ingest adds it in the transaction that makes a message available, and can neither see nor change it.
create policy ingest_orders on work for insert to kuvert_ingest with check (
  service = 'mailbox' and is_mailbox_work(kind) and attempts = 0 and lease_id is null and ended_at is null
  and exists (select from message m where m.id = subject and m.state = 'available'));

-- What available messages lack: filed before the kind was known, or by an ingest that did not know it.
-- A few at a time, the newest first, and none while some wait: what comes in now never waits behind old ones.
create function add_missing_work(p_kind text) returns setof text
language sql security definer set search_path = public, pg_temp as $$
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'mailbox', p_kind, m.id, now(), now()
    from message m
   where is_mailbox_work(p_kind) and m.state = 'available'
     and not exists (select from work w where w.kind = p_kind and w.subject = m.id)
     and not exists (select from work w where w.service = 'mailbox' and w.kind = p_kind
                        and w.ended_at is null and w.due_at <= now())
   order by m.available_at desc limit 10
  on conflict do nothing returning id
$$;
revoke all on function add_missing_work from public;
grant execute on function add_missing_work to kuvert_mailbox;

-- The message that the mailbox's transaction works on: set_config('kuvert.work', id, true) and
-- set_config('kuvert.lease', lease, true). None when that lease is not held (any more), or the message is not available.
create function work_message() returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select m.id from work w join message m on m.id = w.subject
   where w.id = current_setting('kuvert.work', true) and w.lease_id = current_setting('kuvert.lease', true)
     and w.service = 'mailbox' and w.ended_at is null and w.leased_until > now() and m.state = 'available'
$$;
revoke all on function work_message from public;
grant execute on function work_message to kuvert_mailbox;

create function work_department() returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select department_id from message where id = work_message()
$$;
revoke all on function work_department from public;
grant execute on function work_department to kuvert_mailbox;

create policy system_reads on message for select to kuvert_mailbox using (id = (select work_message()));
create policy system_opens on document for select to kuvert_mailbox using (message_id = (select work_message()));
create policy system_reads on department for select to kuvert_mailbox using (id = (select work_department()));
create policy system_opens on department_key for select to kuvert_mailbox
  using (department_id = (select work_department()));
