-- What the house leans on, and how it goes: carriers, the message service of SDK, the mail server, who says who people are,
-- stores. Kept for whoever looks after the house; nobody is asked when they look.

-- What each service has configured, said every minute, and the last word of what it called. Names of machines and codes; no
-- number, nobody's name, nothing of a message.
create table provider_health (
  service          text not null check (service in ('ingest', 'mailbox', 'outbound')),
  kind             text not null check (kind in ('service', 'carrier', 'sdk', 'mail', 'openid', 'saml', 'cards', 'ocsp',
                     'database', 'objects', 'bell', 'keys', 'clock', 'text', 'checkpoints')),
  name             text not null check (length(name) between 1 and 256),
  -- false: the service was started without it
  configured       boolean not null default true,
  -- when the service last said so; null of what it only met, such as a responder
  announced_at     timestamptz,
  last_success_at  timestamptz,
  last_failure_at  timestamptz,
  -- of the last failure; stays when it works again
  failure_code     text check (failure_code ~ '^[A-Za-z0-9 ._-]{1,64}$'),
  -- since when nothing else was heard
  failing_since    timestamptz,
  primary key (service, kind, name)
);
alter table provider_health enable row level security;
revoke all on provider_health from public;
grant select, insert, update on provider_health to kuvert_ingest, kuvert_mailbox, kuvert_outbound;
-- Each service says what it knows itself.
create policy ingest_says on provider_health to kuvert_ingest using (service = 'ingest') with check (service = 'ingest');
create policy mailbox_says on provider_health to kuvert_mailbox using (service = 'mailbox') with check (service = 'mailbox');
create policy outbound_says on provider_health to kuvert_outbound using (service = 'outbound') with check (service = 'outbound');

-- By which what follows stays quick in a house of years.
create index reception_by_carrier on reception (carrier, accepted_at);
create index delivery_by_carrier on delivery (carrier, intent_at);
create index delivery_fact_not_reached on delivery_fact (at) where kind = 'not-reached';
create index message_attention on message (carrier, available_at) where state = 'attention';
create index notice_ended on notice (ended_at);

-- Causes of a failed fax that lie with the carrier, or between it and us, and not with who was called.
create function is_carriers_cause(p_cause text) returns boolean
language sql immutable as $$
  select p_cause in ('congestion', 'conversion', 'media-not-fetched', 'account', 'refused', 'unspecified')
$$;

-- Why a fax that came could not be had from the carrier, whatever its sender did.
create function is_carriers_attention(p_attention text) returns boolean
language sql immutable as $$
  select p_attention in ('no-document', 'media-not-found', 'media-refused', 'media-too-slow', 'media-unreachable')
$$;

-- What went by a carrier, by hour, in the last week: taken in, handed over, and of both what did not go well by its doing.
create view provider_hour as
select carrier, hour, sum(ins)::integer as ins, sum(outs)::integer as outs, sum(failed)::integer as failed,
       sum(not_arrived)::integer as not_arrived
  from (
    select carrier, date_trunc('hour', accepted_at, 'UTC') as hour, 1 as ins, 0 as outs, 0 as failed, 0 as not_arrived
      from reception where accepted_at > now() - interval '7 days'
    union all
    select carrier, date_trunc('hour', intent_at, 'UTC'), 0, 1,
           (state = 'unknown' or (state = 'failed' and is_carriers_cause(cause)))::integer,
           (state in ('unknown', 'failed'))::integer
      from delivery where intent_at > now() - interval '7 days' and carrier is not null
    union all
    select carrier, date_trunc('hour', available_at, 'UTC'), 0, 0, 1, 0
      from message where state = 'attention' and is_carriers_attention(attention) and available_at > now() - interval '7 days') each
 group by carrier, hour;

-- One row for each thing that the house leans on, whichever service told of it.
create view provider_status as
with said as (
  select kind, name, bool_or(configured) as configured,
         -- of the services that have it, whoever was quiet the longest
         min(announced_at) filter (where configured) as announced_at,
         array_agg(service order by service) filter (where configured) as services,
         max(last_success_at) as last_success_at, max(last_failure_at) as last_failure_at,
         (array_agg(failure_code order by failing_since is null, last_failure_at desc nulls last))[1] as failure_code,
         min(failing_since) as failing_since
    from provider_health
   group by kind, name
  having bool_or(configured)
      or max(announced_at) > now() - interval '7 days'
  union all
  -- who tells of revoked cards, and the metadata that SAML's answers are judged by
  select 'crl', url, true, null, array['mailbox'], fetched_at,
         case when error is not null then asked_at end, left(error, 64),
         case when error is not null then coalesce(fetched_at, asked_at) end
    from card_crl where asked_at > now() - interval '7 days'
  union all
  select 'saml-metadata', entity_id, true, null, array['mailbox'], fetched_at,
         case when error is not null then asked_at end, left(error, 64),
         case when error is not null then coalesce(fetched_at, asked_at) end
    from saml_provider where asked_at > now() - interval '7 days'
),
counted as (
  select carrier, sum(ins) filter (where hour > now() - interval '24 hours')::integer as in_day, sum(ins)::integer as in_week,
         sum(outs) filter (where hour > now() - interval '24 hours')::integer as out_day, sum(outs)::integer as out_week,
         sum(failed) filter (where hour > now() - interval '24 hours')::integer as failed_day, sum(failed)::integer as failed_week,
         sum(not_arrived) filter (where hour > now() - interval '24 hours')::integer as not_arrived_day,
         sum(not_arrived)::integer as not_arrived_week
    from provider_hour group by carrier
),
-- what a carrier could not be asked for or handed over, and nothing went well since
unreached as (
  select f.evidence ->> 'carrier' as carrier, min(f.at) as since, max(f.at) as at,
         (array_agg(coalesce(f.evidence ->> 'code', f.evidence ->> 'status') order by f.at desc))[1] as code
    from delivery_fact f
   where f.kind = 'not-reached' and f.at > now() - interval '7 days'
   group by 1
),
carriers as (
  select s.kind, s.name,
         (select max(r.accepted_at) from reception r where r.carrier = s.name) as last_in_at,
         (select d.changed_at from delivery d where d.carrier = s.name and d.state = 'delivered'
           order by d.intent_at desc limit 1) as last_out_at,
         (select coalesce(d.submitted_at, d.heard_at) from delivery d where d.carrier = s.name
             and coalesce(d.submitted_at, d.heard_at) is not null order by d.intent_at desc limit 1) as handed_at,
         f.changed_at as failed_at, f.cause as failed_cause,
         (select h.since from carrier_hold h where h.carrier = s.name) as held_since,
         w.waiting, w.waiting_since, w.waiting_code,
         (select count(*)::integer from delivery d where d.carrier = s.name and d.state in ('submitting', 'accepted', 'dialling'))
           as under_way
    from said s
    left join lateral (
      select d.changed_at, case d.state when 'unknown' then d.unknown_reason else d.cause end as cause from delivery d
       where d.carrier = s.name and d.intent_at > now() - interval '7 days'
         and (d.state = 'unknown' or (d.state = 'failed' and is_carriers_cause(d.cause)))
       order by d.changed_at desc limit 1) f on true
    cross join lateral (
      select count(*)::integer as waiting, min(r.accepted_at) as waiting_since, max(k.last_error) as waiting_code
        from work k join reception r on r.id = k.subject
       where k.service = 'ingest' and k.kind = 'take-in' and k.ended_at is null and r.carrier = s.name) w
   where s.kind in ('carrier', 'sdk')
),
-- work that is due and nobody has done yet
due as (
  select service, case kind when 'notice' then 'mail' when 'recognise' then 'text' when 'write-checkpoint' then 'checkpoints'
           else 'service' end as what,
         count(*)::integer as waiting, min(due_at) as waiting_since,
         max(last_error) filter (where attempts > 0) as code
    from work where ended_at is null and due_at <= now() and kind <> 'webhook'
     and (leased_until is null or leased_until < now())
   group by 1, 2
),
mailed as (
  select max(ended_at) filter (where outcome = 'accepted') as last_success_at,
         max(ended_at) filter (where outcome in ('refused', 'given-up')) as last_failure_at,
         (array_agg(last_code order by ended_at desc) filter (where outcome in ('refused', 'given-up')))[1] as code,
         count(*) filter (where outcome = 'accepted' and ended_at > now() - interval '24 hours')::integer as out_day,
         count(*) filter (where outcome = 'accepted')::integer as out_week,
         count(*) filter (where outcome in ('refused', 'given-up') and ended_at > now() - interval '24 hours')::integer as failed_day,
         count(*) filter (where outcome in ('refused', 'given-up'))::integer as failed_week
    from notice where ended_at > now() - interval '7 days'
)
select s.kind, s.name, s.configured, s.announced_at, coalesce(s.services, '{}') as services,
       case s.kind when 'mail' then greatest(s.last_success_at, m.last_success_at)
                   when 'checkpoints' then (select max(a.at) from audit_checkpoint a)
                   else greatest(s.last_success_at, c.last_in_at, c.last_out_at, c.handed_at) end as last_success_at,
       c.last_in_at, c.last_out_at,
       x.at as last_failure_at, left(x.code, 64) as failure_code,
       case when s.kind in ('carrier', 'sdk') then
              least(s.failing_since, c.held_since,
                    case when u.at > coalesce(c.handed_at, '-infinity') and u.at > now() - interval '1 hour' then u.since end)
            else s.failing_since end as failing_since,
       case when c.name is not null then coalesce(n.in_day, 0) end as in_day,
       case when c.name is not null then coalesce(n.in_week, 0) end as in_week,
       case when c.name is not null then coalesce(n.out_day, 0) when s.kind = 'mail' then m.out_day end as out_day,
       case when c.name is not null then coalesce(n.out_week, 0) when s.kind = 'mail' then m.out_week end as out_week,
       case when c.name is not null then coalesce(n.failed_day, 0) when s.kind = 'mail' then m.failed_day end as failed_day,
       case when c.name is not null then coalesce(n.failed_week, 0) when s.kind = 'mail' then m.failed_week end as failed_week,
       case when c.name is not null then coalesce(n.not_arrived_day, 0) end as not_arrived_day,
       case when c.name is not null then coalesce(n.not_arrived_week, 0) end as not_arrived_week,
       case when c.name is not null then c.waiting else coalesce(q.waiting, 0) end as waiting,
       case when c.name is not null then c.waiting_since else q.waiting_since end as waiting_since,
       case when c.name is not null then c.waiting_code else q.code end as waiting_code,
       c.under_way,
       -- the house's own, over which something came or went by it in the last week
       case when s.kind = 'carrier' then array(
         select f.number from fax_number f
           join (select r.to_number as number from reception r where r.carrier = s.name and r.accepted_at > now() - interval '7 days'
                 union
                 select d.from_number from delivery d where d.carrier = s.name and d.intent_at > now() - interval '7 days') used
             on used.number = f.number
          order by f.number) else '{}' end as numbers,
       case s.kind when 'crl' then (select next_update from card_crl where url = s.name)
                   when 'saml-metadata' then (select valid_until from saml_provider where entity_id = s.name)
                   when 'saml' then (select good_until from saml_service)
                   when 'cards' then (select good_until from card_listener) end as good_until
  from said s
  left join carriers c on c.kind = s.kind and c.name = s.name
  left join counted n on n.carrier = s.name and c.name is not null
  left join unreached u on u.carrier = s.name and c.name is not null
  left join due q on (s.kind = 'service' and q.service = s.name and q.what = 'service') or q.what = s.kind
  cross join mailed m
  -- the newest of what went wrong
  left join lateral (
    select at, code from (values
      (s.last_failure_at, s.failure_code),
      (c.failed_at, c.failed_cause),
      (u.at, coalesce(u.code, 'no-answer')),
      (case when c.held_since is not null then now() end, 'carrier-account'),
      (case when s.kind = 'mail' then m.last_failure_at end, m.code)) as told (at, code)
     where at is not null order by at desc limit 1) x on true;

revoke all on provider_hour, provider_status from public;

-- For who looks after the house, in a session that is strong enough.
create function admin_providers() returns setof provider_status
language sql stable security definer set search_path = public, pg_temp as $$
  select * from provider_status where administers_house()
$$;
revoke all on function admin_providers from public;
grant execute on function admin_providers to kuvert_mailbox;

create function admin_provider_hours() returns setof provider_hour
language sql stable security definer set search_path = public, pg_temp as $$
  select * from provider_hour where administers_house()
$$;
revoke all on function admin_provider_hours from public;
grant execute on function admin_provider_hours to kuvert_mailbox;
