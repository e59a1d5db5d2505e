-- A message that only named handlers of its department open: protected identity, a colleague's case. Of what is about it the
-- others see nothing; that something restricted is there, and who has it, the functions below say.
create table restriction (
  message_id     text primary key references message,
  department_id  text not null references department,
  person_id      text not null references person,
  at             timestamptz not null
);
create index restriction_of_department on restriction (department_id);
create table named_handler (
  message_id     text not null references restriction on delete cascade,
  department_id  text not null references department,
  -- a handler, or a business system of the department
  person_id      text not null references person,
  named_by       text not null references person,
  at             timestamptz not null,
  primary key (message_id, person_id)
);
create index named_handler_of_person on named_handler (person_id, message_id);
create index send_order_replies on send_order (reply_to) where reply_to is not null;

alter table restriction enable row level security;
alter table named_handler enable row level security;
revoke all on restriction, named_handler from public;
-- Read by members; changed by the functions alone.
grant select on restriction, named_handler to kuvert_mailbox;
create policy mailbox_reads on restriction for select to kuvert_mailbox
  using (department_id in (select my_departments()));
create policy mailbox_reads on named_handler for select to kuvert_mailbox
  using (department_id in (select my_departments()));

-- Messages of the departments that the transaction reaches that are restricted to others. Held work reaches none of these
-- departments, and works with the one message that it is about.
create function my_closed_messages() returns setof text
language plpgsql stable rows 10 security definer set search_path = public, pg_temp as $$
begin
  return query select r.message_id from restriction r
                where r.department_id in (select my_departments())
                  and not exists (select from named_handler n where n.message_id = r.message_id
                                    and n.person_id = current_setting('kuvert.person', true));
end $$;
-- What was written in answer to them, or is being written.
create function my_closed_orders() returns setof text
language plpgsql stable rows 10 security definer set search_path = public, pg_temp as $$
begin
  return query select o.id from my_closed_messages() c join send_order o on o.reply_to = c;
end $$;
revoke all on function my_closed_messages, my_closed_orders from public;
grant execute on function my_closed_messages, my_closed_orders to kuvert_mailbox;

-- Beside every policy of the mailbox for what is about a message: not for those who aren't named.
do $$
declare
  v_of record;
begin
  for v_of in select * from (values
    ('message', 'id', 'message'),
    ('message_page', 'message_id', 'message'),
    ('message_text', 'message_id', 'message'),
    ('message_intake', 'message_id', 'message'),
    ('message_concern', 'message_id', 'message'),
    ('message_export', 'message_id', 'message'),
    ('handling', 'message_id', 'message'),
    ('timeline', 'message_id', 'message'),
    ('referral', 'message_id', 'message'),
    ('in_house', 'message_id', 'message'),
    ('partner_message', 'message_id', 'message'),
    ('notice_message', 'message_id', 'message'),
    ('resend', 'message_id', 'message'),
    ('resend', 'earlier_id', 'message'),
    ('forwarding', 'message_id', 'message'),
    ('forwarding', 'from_id', 'message'),
    ('room_message', 'message_id', 'message'),
    ('incident', 'message_id', 'message'),
    ('incident', 'order_id', 'order'),
    ('send_order', 'reply_to', 'message'),
    ('approval', 'order_id', 'order')) as t (name, of, what)
  loop
    execute format('create policy %I on %I as restrictive for all to kuvert_mailbox
      using (%I is null or %I not in (select my_closed_%ss()))',
      'named_only_by_' || v_of.of, v_of.name, v_of.of, v_of.of, v_of.what);
  end loop;
end $$;
-- Who forwards a message files its documents where they may not be named.
create policy named_only_by_message_id on document as restrictive for all to kuvert_mailbox
  using (message_id not in (select my_closed_messages())) with check (true);
-- What goes by an order, a delivery or an incident that isn't shown.
create policy named_only on partner_reply as restrictive for all to kuvert_mailbox
  using (exists (select from delivery d where d.id = delivery_id));
create policy named_only on room_message as restrictive for all to kuvert_mailbox
  using (delivery_id is null or exists (select from delivery d where d.id = delivery_id));
create policy named_only on incident_act as restrictive for all to kuvert_mailbox
  using (exists (select from incident i where i.id = incident_id));
create policy named_only on incident_document as restrictive for all to kuvert_mailbox
  using (exists (select from incident i where i.id = incident_id));

-- And the functions that look or write past the policies: as they stand, but for what is closed.
do $$
declare
  v_in record;
  v_before text;
  v_after text;
begin
  for v_in in select * from (values
    ('accept_order', 'o.department_id in (select my_handled_departments())', 'o.id not in (select my_closed_orders())'),
    ('fetch_again', 'm.department_id in (select my_handled_departments())', 'm.id not in (select my_closed_messages())'),
    ('forward_message', 'm.department_id in (select my_handled_departments())', 'm.id not in (select my_closed_messages())'),
    ('order_dispatch', 'd.department_id in (select my_handled_departments())', 'd.order_id not in (select my_closed_orders())'),
    ('dial_now', 'd.department_id in (select my_handled_departments())', 'd.order_id not in (select my_closed_orders())'),
    ('ask_to_withdraw', 'd.department_id in (select my_handled_departments())', 'd.order_id not in (select my_closed_orders())'),
    ('in_house_there', 'o.department_id in (select my_departments())', 'o.id not in (select my_closed_orders())'),
    ('incident_audit', 'department_id in (select my_departments())',
      'coalesce(message_id, '''') not in (select my_closed_messages()) and coalesce(order_id, '''') not in (select my_closed_orders())')
    ) as t (name, open, closed)
  loop
    v_before := pg_get_functiondef(v_in.name::regproc);
    v_after := replace(v_before, v_in.open, v_in.open || ' and ' || v_in.closed);
    if v_after = v_before then raise exception '% is not as it was', v_in.name; end if;
    execute v_after;
  end loop;
end $$;

-- Who can be named in a department of the person's: its handlers, and its business systems.
create function department_handlers(p_department text) returns table (id text, name text, kind text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, p.kind from person p
   where p_department in (select my_departments()) and p.deactivated_at is null
     and (exists (select from membership m where m.person_id = p.id and m.department_id = p_department and m.role <> 'reader')
       or exists (select from api_client c where c.id = p.id and c.department_id = p_department and c.off_at is null))
   order by p.kind, p.name, p.id
$$;
revoke all on function department_handlers from public;
grant execute on function department_handlers to kuvert_mailbox;

-- Of a message of a department of the person's, also one that is closed to them: whether it is restricted, and what they may
-- do about it: `change` (of one that they open), `take-over` (an administrator of one that they don't), or nothing.
create function message_restriction(p_message text)
returns table (department_id text, at timestamptz, by_id text, by_name text, is_open boolean, may text)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.department_id, r.at, r.person_id, p.name, c.open,
         case when x.role is null or x.role = 'reader' then null when c.open then 'change'
              when x.role = 'administrator' then 'take-over' end
    from message m
    left join restriction r on r.message_id = m.id
    left join person p on p.id = r.person_id
    left join membership x on x.department_id = m.department_id and x.person_id = current_setting('kuvert.person', true)
    cross join lateral (select m.id not in (select my_closed_messages()) as open) c
   where m.id = p_message and m.department_id in (select my_departments())
$$;
revoke all on function message_restriction from public;
grant execute on function message_restriction to kuvert_mailbox;

-- What is closed to the person in a department of theirs and not done yet, so that no work is lost: since when it is there,
-- whether somebody has it, who can open it. No sender, no number, no pages.
create function closed_work(p_department text)
returns table (id text, available_at timestamptz, state text, named text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select m.id, m.available_at, h.state,
         array(select p.name from named_handler n join person p on p.id = n.person_id
                where n.message_id = m.id and p.deactivated_at is null order by p.name)
    from my_closed_messages() c join message m on m.id = c join handling h on h.message_id = m.id
   where m.department_id = p_department and h.state in ('new', 'taken')
   order by m.available_at desc, m.id desc limit 100
$$;
revoke all on function closed_work from public;
grant execute on function closed_work to kuvert_mailbox;

-- Whether something that is asked for by its id is closed to the person, in a department of theirs.
create function is_closed_to_me(p_id text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select p_id in (select my_closed_messages()) or p_id in (select my_closed_orders())
      or exists (select from incident i where i.id = p_id and i.department_id in (select my_departments())
           and (i.message_id in (select my_closed_messages()) or i.order_id in (select my_closed_orders())))
$$;
revoke all on function is_closed_to_me from public;
grant execute on function is_closed_to_me to kuvert_mailbox;

-- Whether a message is restricted: what works on it by itself asks.
create function is_restricted(p_message text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from restriction r where r.message_id = p_message)
$$;
revoke all on function is_restricted from public;
grant execute on function is_restricted to kuvert_mailbox;

-- Restricts a message to handlers, or changes who they are; `outcome` is the code of why not, or what was done. A named one
-- changes it as they like; an administrator who isn't named has to say why, and it stands in the timeline as a take-over.
create function restrict_message(
  p_message text, p_people text[], p_reason text, p_at timestamptz,
  out outcome text, out department text, out added text[], out removed text[]
) returns record
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_person text := current_setting('kuvert.person', true);
  v_handling handling;
  v_may text;
  v_is_new boolean;
  v_names text;
begin
  select * into v_handling from handling h where h.message_id = p_message for update;
  select r.department_id, r.may, r.at is null into department, v_may, v_is_new from message_restriction(p_message) r;
  outcome := case
    when department is null then 'not-found'
    when v_may is null then 'restricted'
    when v_may = 'take-over' and p_reason is null then 'reason-missing'
    when v_handling.state = 'forwarded' then 'already-forwarded'
    when v_is_new and v_handling.state = 'taken' and v_handling.person_id <> v_person then 'already-taken'
    when exists (select from unnest(p_people) id where id not in (select d.id from department_handlers(department) d))
      then 'not-a-handler'
    when not exists (select from department_handlers(department) d where d.id = any(p_people) and d.kind = 'person')
      then 'nobody-named'
    end;
  if outcome is not null then return; end if;

  insert into restriction values (p_message, department, v_person, p_at) on conflict do nothing;
  with gone as (
    delete from named_handler n where n.message_id = p_message and n.person_id <> all(p_people) returning n.person_id)
  select array_agg(person_id) into removed from gone;
  with come as (
    insert into named_handler select distinct p_message, department, id, v_person, p_at from unnest(p_people) id
    on conflict do nothing returning person_id)
  select array_agg(person_id) into added from come;
  outcome := case when v_is_new then 'restricted-now' when added is null and removed is null then 'unchanged'
                  when v_may = 'take-over' then 'taken-over' else 'changed' end;
  if outcome = 'unchanged' then return; end if;

  -- Whoever had it and isn't named can't go on with it.
  if v_handling.state = 'taken' and v_handling.person_id <> all(p_people) then
    update handling h set state = 'new', person_id = null, at = null where h.message_id = p_message;
    insert into timeline (id, message_id, department_id, at, kind, person_id)
    values (gen_random_uuid()::text, p_message, department, p_at, 'given-back', v_person);
  end if;
  select string_agg(p.name, ', ' order by p.name) into v_names from person p where p.id = any(p_people);
  insert into timeline (id, message_id, department_id, at, kind, person_id, note)
  values (gen_random_uuid()::text, p_message, department, p_at,
    case outcome when 'restricted-now' then 'restricted' when 'taken-over' then 'restriction-taken-over'
                 else 'restriction-changed' end,
    v_person, concat_ws(': ', v_names, p_reason));
  perform tell_of_restriction(p_message, department);
end $$;

-- Opens a message to its department again.
create function lift_restriction(p_message text, p_reason text, p_at timestamptz, out outcome text, out department text)
returns record
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_may text;
  v_is_restricted boolean;
begin
  perform from handling h where h.message_id = p_message for update;
  select r.department_id, r.may, r.at is not null into department, v_may, v_is_restricted from message_restriction(p_message) r;
  outcome := case
    when department is null then 'not-found'
    when v_may is null then 'restricted'
    when not v_is_restricted then 'unchanged'
    when v_may = 'take-over' and p_reason is null then 'reason-missing'
    else 'lifted' end;
  if outcome <> 'lifted' then return; end if;
  delete from restriction r where r.message_id = p_message;
  -- what the export folder would have had by now, it gets
  delete from work w where w.kind = 'export' and w.subject = p_message and w.ended_at is not null
     and not exists (select from message_export e where e.message_id = p_message and e.exported_at is not null);
  insert into timeline (id, message_id, department_id, at, kind, person_id, note)
  values (gen_random_uuid()::text, p_message, department, p_at, 'restriction-lifted', current_setting('kuvert.person', true),
    p_reason);
  perform tell_of_restriction(p_message, department);
end $$;

-- Browsers ask again for what they show.
create function tell_of_restriction(p_message text, p_department text) returns void
language sql security definer set search_path = public, pg_temp as $$
  select pg_notify('kuvert_message', json_build_object('departmentId', p_department, 'messageId', p_message)::text);
  select pg_notify('kuvert_message', json_build_object('departmentId', p_department, 'sendingId', o.id)::text)
    from send_order o where o.reply_to = p_message
$$;
revoke all on function restrict_message, lift_restriction, tell_of_restriction from public;
grant execute on function restrict_message, lift_restriction to kuvert_mailbox;

-- Who leaves the department is named no more, also when they come back; its administrators can take over.
create function leaver_is_named_no_more() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from named_handler n where n.person_id = old.person_id and n.department_id = old.department_id;
  return null;
end $$;
create trigger leaver_is_named_no_more after delete on membership for each row execute function leaver_is_named_no_more();

-- Who would open a restricted message in a department that it goes on to: those of its people who are handlers there, or
-- else that department's administrators.
create function named_there(p_message text, p_department text) returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  with there as (
    select m.person_id, m.role, exists (select from named_handler n
             where n.message_id = p_message and n.person_id = m.person_id) as named
      from membership m join person p on p.id = m.person_id and p.deactivated_at is null
     where m.department_id = p_department and m.role <> 'reader')
  select person_id from there where named
  union all
  select person_id from there where role = 'administrator' and not exists (select from there where named)
$$;
-- Whether somebody would; true of what isn't restricted.
create function is_opened_there(p_message text, p_department text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from my_departments())
     and (not is_restricted(p_message) or exists (select from named_there(p_message, p_department)))
$$;
create function restriction_goes_along() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_restricted(new.from_id) then return null; end if;
  if not is_opened_there(new.from_id, new.department_id) then
    raise exception 'nobody could open it there' using errcode = 'check_violation';
  end if;
  insert into restriction values (new.message_id, new.department_id, new.person_id, new.at);
  insert into named_handler
  select new.message_id, new.department_id, id, new.person_id, new.at from named_there(new.from_id, new.department_id) id;
  insert into timeline (id, message_id, department_id, at, kind, person_id, note)
  select gen_random_uuid()::text, new.message_id, new.department_id, new.at, 'restricted', new.person_id,
         string_agg(p.name, ', ' order by p.name)
    from named_handler n join person p on p.id = n.person_id where n.message_id = new.message_id;
  return null;
end $$;
create trigger restriction_goes_along after insert on forwarding for each row
  when (session_user = 'kuvert_mailbox') execute function restriction_goes_along();
revoke all on function leaver_is_named_no_more, named_there, is_opened_there, restriction_goes_along from public;
grant execute on function is_opened_there to kuvert_mailbox;

-- Systems are told of a restricted message, and of what answers it, where one of the department is named; who may open it is
-- no business of theirs, but that all may again.
create or replace function tell_webhooks(
  p_department text, p_type text, p_at timestamptz, p_message text, p_order text, p_attempt integer, p_state text, p_cause text
) returns void
language sql security definer set search_path = public, pg_temp as $$
  with told as (
    insert into webhook_event (id, endpoint_id, department_id, type, at, message_id, order_id, attempt, state, cause)
    select 'evt_' || replace(gen_random_uuid()::text, '-', ''), e.id, e.department_id, p_type, p_at, p_message, p_order,
           p_attempt, p_state, p_cause
      from webhook_endpoint e
     where e.department_id = p_department and e.off_at is null and (e.types is null or p_type = any(e.types))
       and not exists (
         select from restriction r
          where r.message_id = coalesce(p_message, (select o.reply_to from send_order o where o.id = p_order))
            and not exists (select from named_handler n join api_client c on c.id = n.person_id where n.message_id = r.message_id))
    returning id)
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'outbound', 'webhook', id, now(), now() from told
$$;
drop trigger message_tells_webhooks on timeline;
create constraint trigger message_tells_webhooks after insert on timeline deferrable initially deferred for each row
  when (new.kind not in ('received', 'sent-here', 'opened', 'opened-by-glass', 'restricted', 'restriction-changed',
    'restriction-taken-over'))
  execute function message_tells_webhooks();
