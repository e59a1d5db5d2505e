-- Webhooks: a department's business system is told that something happened, and asks for the rest by the API. Events are
-- thin: type, time, ids, states and codes. They have no column for a number, a name or anything that was written.

-- Where a department's system listens. The operator sets it.
create table webhook_endpoint (
  id             text primary key,
  department_id  text not null references department,
  -- plain http is for a demonstration, on this machine alone
  url            text not null check (length(url) <= 2000
                   and url ~ '^(https://|http://(localhost|127\.0\.0\.1|\[::1\])(:|/|$))'),
  -- which events; null: all of them
  types          text[] check (cardinality(types) between 1 and 50),
  created_at     timestamptz not null,
  -- the first of the failures that no success has followed
  failing_since  timestamptz,
  off_at         timestamptz,
  -- `gone`: it answered 410; `failing`: for days nothing was taken
  off_reason     text check (off_reason in ('operator', 'gone', 'failing')),
  check ((off_at is null) = (off_reason is null)),
  unique (id, department_id)
);
create index webhook_endpoint_by_department on webhook_endpoint (department_id) where off_at is null;

-- What signs; sealed for outbound alone. During a rotation the earlier one signs beside the new one.
create table webhook_secret (
  id              text primary key,
  endpoint_id     text not null references webhook_endpoint,
  service_key_id  text not null references service_key,
  sealed          bytea not null check (octet_length(sealed) <= 8192),
  created_at      timestamptz not null,
  -- signs until then
  retires_at      timestamptz
);
create unique index webhook_secret_one_newest on webhook_secret (endpoint_id) where retires_at is null;

-- One event for one endpoint; the id is the webhook-id, the same however often it is sent.
create table webhook_event (
  id             text primary key,
  endpoint_id    text not null,
  department_id  text not null,
  type           text not null check (type ~ '^[a-z_]+\.[a-z_]+$'),
  at             timestamptz not null,
  message_id     text references message,
  order_id       text references send_order,
  attempt        integer,
  state          text check (state ~ '^[a-z-]{1,40}$'),
  -- why it failed or is unknown: a code
  cause          text check (cause ~ '^[a-z-]{1,60}$'),
  attempts       integer not null default 0,
  last_at        timestamptz,
  -- what came of the last attempt: a status or a code of ours
  last_code      text check (length(last_code) <= 64),
  ended_at       timestamptz,
  outcome        text check (outcome in ('delivered', 'dead')),
  check ((ended_at is null) = (outcome is null)),
  check (num_nonnulls(message_id, order_id) = case type when 'webhook.test' then 0 else 1 end),
  -- an endpoint is told of its own department
  foreign key (endpoint_id, department_id) references webhook_endpoint (id, department_id)
);
create index webhook_event_open on webhook_event (endpoint_id) where ended_at is null;
create index webhook_event_ended on webhook_event (endpoint_id, ended_at desc);

revoke all on webhook_endpoint, webhook_secret, webhook_event from public;
alter table webhook_endpoint enable row level security;
alter table webhook_secret enable row level security;
alter table webhook_event enable row level security;

-- Outbound signs, sends and says what came of it. What is told, to whom, is not its to say.
grant select on webhook_endpoint, webhook_secret, webhook_event to kuvert_outbound;
grant update (failing_since, off_at, off_reason) on webhook_endpoint to kuvert_outbound;
grant update (attempts, last_at, last_code, ended_at, outcome) on webhook_event to kuvert_outbound;
create policy outbound_calls on webhook_endpoint for select to kuvert_outbound using (true);
create policy outbound_ends on webhook_endpoint for update to kuvert_outbound
  using (off_at is null) with check (off_reason is distinct from 'operator');
create policy outbound_signs on webhook_secret for select to kuvert_outbound using (true);
create policy outbound_reads on webhook_event for select to kuvert_outbound using (true);
create policy outbound_tells on webhook_event for update to kuvert_outbound using (ended_at is null)
  with check (true);

-- One event for each endpoint of the department that asks for its kind, with the work that sends it.
create function tell_webhooks(
  p_department text, p_type text, p_at timestamptz, p_message text, p_order text, p_attempt integer, p_state text,
  p_cause text
) returns void
language sql security definer set search_path = public, pg_temp as $$
  with told as (
    insert into webhook_event (id, endpoint_id, department_id, type, at, message_id, order_id, attempt, state, cause)
    select 'evt_' || replace(gen_random_uuid()::text, '-', ''), e.id, e.department_id, p_type, p_at, p_message, p_order,
           p_attempt, p_state, p_cause
      from webhook_endpoint e
     where e.department_id = p_department and e.off_at is null and (e.types is null or p_type = any(e.types))
    returning id)
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'outbound', 'webhook', id, now(), now() from told
$$;
revoke all on function tell_webhooks from public;

-- Triggers, so that no fact is forgotten whoever writes it; at the end of the transaction, so that an event says how it
-- ended. What the owner's own session writes (a restore) happened before, and is told to nobody: the functions run as the
-- owner, whatever service is logged in.
create function message_tells_webhooks() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user
     and exists (select from webhook_endpoint e where e.department_id = new.department_id and e.off_at is null) then
    perform tell_webhooks(
      new.department_id,
      'message.' || case when new.kind in ('available', 'forwarded-here') then 'arrived'
                         when new.kind = 'attention' then 'needs_attention' else replace(new.kind, '-', '_') end,
      new.at, new.message_id, null, null,
      (select case m.state when 'attention' then 'attention' else h.state end
         from message m join handling h on h.message_id = m.id where m.id = new.message_id),
      null);
  end if;
  return null;
end $$;
create constraint trigger message_tells_webhooks after insert on timeline deferrable initially deferred for each row
  when (new.kind <> 'received') execute function message_tells_webhooks();

-- What has failed and is tried again by itself is another thing than what has failed for good or needs a person.
create function delivery_tells_webhooks() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user
     and exists (select from webhook_endpoint e where e.department_id = new.department_id and e.off_at is null) then
    perform tell_webhooks(
      new.department_id,
      'sending.' || case when new.state = 'failed' and exists (select from delivery d
                           where d.order_id = new.order_id and d.attempt > new.attempt) then 'attempt_failed'
                         else new.state end,
      new.changed_at, null, new.order_id, new.attempt, new.state, coalesce(new.cause, new.unknown_reason));
  end if;
  return null;
end $$;
create constraint trigger delivery_is_queued_for_webhooks after insert on delivery deferrable initially deferred
  for each row when (new.state = 'queued') execute function delivery_tells_webhooks();
create constraint trigger delivery_tells_webhooks after update on delivery deferrable initially deferred for each row
  when (new.state <> old.state and new.state in ('delivered', 'failed', 'unknown', 'cancelled'))
  execute function delivery_tells_webhooks();

-- A person has found out how it ended, whatever machines said.
create function mark_tells_webhooks() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user
     and exists (select from webhook_endpoint e where e.department_id = new.department_id and e.off_at is null) then
    perform tell_webhooks(d.department_id, 'sending.' || replace(new.kind, '-', '_'), new.at, null, d.order_id, d.attempt,
        d.state, coalesce(d.cause, d.unknown_reason))
       from delivery d where d.id = new.delivery_id;
  end if;
  return null;
end $$;
create constraint trigger mark_tells_webhooks after insert on send_act deferrable initially deferred for each row
  when (new.kind in ('marked-arrived', 'marked-failed')) execute function mark_tells_webhooks();

-- What is due to be sent, so that no endpoint stands in the way of another: of each a few at a time, of one that fails one.
create function due_webhooks(p_each integer, p_most integer) returns table (id text)
language sql stable set search_path = public, pg_temp as $$
  select due.id
    from webhook_endpoint p cross join lateral (
      select w.id, w.due_at from webhook_event e join work w on w.kind = 'webhook' and w.subject = e.id
       where e.endpoint_id = p.id and e.ended_at is null and w.ended_at is null and w.due_at <= now()
         and (w.leased_until is null or w.leased_until < now())
       order by w.due_at
       limit greatest(0, case when p.failing_since is null or p.off_at is not null then p_each else 1 end - (
         select count(*) from webhook_event e join work w on w.kind = 'webhook' and w.subject = e.id
          where e.endpoint_id = p.id and e.ended_at is null and w.ended_at is null and w.leased_until >= now()))) due
   order by due.due_at limit p_most
$$;
revoke all on function due_webhooks from public;
grant execute on function due_webhooks to kuvert_outbound;

-- Events that ended a month ago, and secrets that sign no more, are gone; how many events.
create function purge_webhooks() returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with old as (
    delete from webhook_event where ended_at < now() - interval '30 days' returning id),
  done as (
    delete from work where kind = 'webhook' and subject in (select id from old)),
  retired as (
    delete from webhook_secret where retires_at < now())
  select count(*) from old
$$;
revoke all on function purge_webhooks from public;
grant execute on function purge_webhooks to kuvert_outbound;
