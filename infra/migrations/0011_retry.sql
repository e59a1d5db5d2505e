-- Trying again by cause. A further attempt that no person asked for is a delivery of its own, and the database permits
-- it only where the cause of the one before proves that it is no second copy of an order that may have arrived.

-- The causes after which a machine may try again, and how often in a row, as packages/shared's retry-policy.ts has it.
-- A function, since a policy is no data of a house: a backup has none of it.
create function retry_rules() returns table (cause text, class text, most integer)
language sql immutable as $$
  values
    ('busy', 'busy', 5),
    ('congestion', 'busy', 5),
    ('no-answer', 'no-answer', 2),
    ('voice', 'voice', 1),
    ('training', 'protocol', 1),
    ('capability', 'capability', 1),
    ('partial', 'partial', 1)
$$;

alter table delivery
  -- begun by the policy; a person asked for the order all the same (asked_by)
  add column automatic boolean not null default false,
  -- another than the order's
  add column resolution text check (resolution = 'standard'),
  -- the pages before it were confirmed by an earlier attempt
  add column first_page integer not null default 1 check (first_page > 0),
  -- why a person is asked before anything goes on
  add column held text check (held in ('perhaps-wrong-number', 'partly-arrived', 'carrier-account')),
  -- what keeps it in the queue although it is due; says nothing in any other state
  add column waits_for text check (waits_for = 'carrier-account'),
  add constraint delivery_held check (held is null or state = 'failed'),
  add constraint delivery_as_ordered check (automatic or (resolution is null and first_page = 1));

-- A carrier that takes no order because of the account: nothing but one order now and then, to see whether it is mended.
create table carrier_hold (
  carrier   text primary key,
  since     timestamptz not null,
  probe_at  timestamptz not null
);

-- Runs as its owner: it looks at what people did, which outbound may not.
create function delivery_tries_again() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before delivery;
  rule record;
  begun integer;
begin
  select * into before from delivery d where d.order_id = new.order_id order by d.attempt desc limit 1;
  if before.id is null or before.state <> 'failed' or new.attempt <> before.attempt + 1 then
    raise exception 'nothing is tried again but what has just failed' using errcode = 'check_violation';
  end if;
  if exists (select from delivery_fact f where f.delivery_id = before.id and f.changed
               and f.kind in ('silence', 'unconfirmed', 'restored'))
     or exists (select from send_act a where a.delivery_id = before.id and a.kind in ('marked-arrived', 'marked-failed')) then
    raise exception 'what was unknown, or resolved by a person, is no machine''s to send again' using errcode = 'check_violation';
  end if;
  select * into rule from retry_rules() r where r.cause = before.cause;
  if rule.cause is null then
    raise exception 'after this cause nothing is tried again' using errcode = 'check_violation';
  end if;
  select count(*) into begun
    from delivery d
    join delivery p on p.order_id = d.order_id and p.attempt = d.attempt - 1
    join retry_rules() r on r.cause = p.cause and r.class = rule.class
   where d.order_id = new.order_id and d.automatic
     and d.attempt > (select max(h.attempt) from delivery h where h.order_id = new.order_id and not h.automatic);
  if begun >= rule.most then
    raise exception 'it was tried often enough' using errcode = 'check_violation';
  end if;
  if (new.department_id, new.to_number, new.from_number, new.asked_by, new.deadline)
       is distinct from (before.department_id, before.to_number, before.from_number, before.asked_by, before.deadline)
     or new.due_at > before.deadline then
    raise exception 'a further attempt is of the same order, to the same number, within its deadline' using errcode = 'check_violation';
  end if;
  if new.resolution is distinct from before.resolution and before.cause <> 'capability' then
    raise exception 'a further attempt is as sharp as the one before' using errcode = 'check_violation';
  end if;
  if new.first_page <> before.first_page
     and (before.cause <> 'partial' or before.first_page <> 1 or new.first_page <> before.pages_confirmed + 1) then
    raise exception 'only pages that were confirmed are left out' using errcode = 'check_violation';
  end if;
  if not new.possible_duplicate
     and (before.possible_duplicate or (before.cause = 'partial' and new.first_page = before.first_page)) then
    raise exception 'it is said of what may come twice' using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- Of the services outbound alone makes such rows; a restore brings them in as they were, in any order.
create trigger delivery_tries_again before insert on delivery for each row
  when (new.automatic and current_user = 'kuvert_outbound') execute function delivery_tries_again();

revoke all on function retry_rules from public;
revoke all on carrier_hold from public;

-- Outbound may do what the trigger permits, and not choose what the carrier's word must fill in.
grant insert (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate, state, queued_at,
  due_at, deadline, changed_at, automatic, resolution, first_page) on delivery to kuvert_outbound;
create policy outbound_tries_again on delivery for insert to kuvert_outbound with check (automatic and state = 'queued');
grant update (held, waits_for) on delivery to kuvert_outbound;
grant select, insert, delete on carrier_hold to kuvert_outbound;
grant update (probe_at) on carrier_hold to kuvert_outbound;

-- For the cover of the rest of a fax that broke off.
grant select (code) on send_order to kuvert_outbound;
grant select (call_back) on department to kuvert_outbound;

-- People ask for attempts that are none of the policy's.
alter policy mailbox_queues on delivery with check (
  state = 'queued' and carrier is null and carrier_fax_id is null and intent_at is null and submitted_at is null
  and not automatic and held is null and waits_for is null
  and asked_by = current_setting('kuvert.person', true)
  and exists (select from send_order o where o.id = order_id and o.stage = 'sent'
    and o.department_id = delivery.department_id and o.to_number = delivery.to_number
    and o.from_number = delivery.from_number));

-- An attempt of the acting person's department that waits for its time is due now; false when none waits any more.
create function dial_now(p_delivery text) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  with sooner as (
    update delivery d set due_at = now()
     where d.id = p_delivery and d.state = 'queued' and d.due_at > now() and d.department_id in (select my_departments())
    returning d.id),
  due as (
    update work w set due_at = now() from sooner s
     where w.kind = 'dispatch' and w.subject = s.id and w.ended_at is null and w.leased_until is null)
  select exists (select from sooner)
$$;
revoke all on function dial_now from public;
grant execute on function dial_now to kuvert_mailbox;
