-- "Wrong recipient": a fax that came here and isn't ours, or that went to somebody whom it wasn't for. Rows are added and
-- never changed: what was recorded stays as it was recorded, for the authority that asks.
create table incident (
  id             text primary key,
  department_id  text not null references department,
  direction      text not null check (direction in ('in', 'out')),
  message_id     text unique references message,
  order_id       text unique references send_order,
  how            text not null check (how in ('receiver-told', 'recipient-told', 'sender-told', 'seen-here', 'other')),
  -- from here the law counts its hours
  noticed_at     timestamptz not null,
  reported_at    timestamptz not null,
  reported_by    text not null references person,
  check ((direction = 'in') = (message_id is not null)),
  check ((direction = 'out') = (order_id is not null)),
  check (noticed_at <= reported_at)
);
create index incident_by_department on incident (department_id, reported_at desc, id desc);

-- What people did with it; a note may name somebody, and is sealed for the department and for recovery.
create table incident_act (
  incident_id    text not null references incident,
  -- from 1
  number         integer not null check (number > 0),
  department_id  text not null references department,
  at             timestamptz not null,
  kind           text not null check (kind in ('opened', 'noted', 'closed', 'reopened')),
  person_id      text not null references person,
  -- of `closed`: whether an authority was told
  outcome        text check (outcome in ('notified', 'not-notified')),
  key_id         text references department_key,
  note           bytea check (octet_length(note) <= 16384),
  primary key (incident_id, number),
  check ((kind = 'closed') = (outcome is not null)),
  check ((key_id is null) = (note is null))
);

-- The documents that it is about, as they were when it was reported: a fax that goes on to another department leaves none.
create table incident_document (
  incident_id    text not null references incident,
  document_id    text not null,
  department_id  text not null references department,
  kind           text not null,
  -- of what was handed to a carrier
  attempt        integer,
  size           bigint not null,
  sha256         text not null,
  primary key (incident_id, document_id)
);

create function incident_keeps_documents() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into incident_document (incident_id, document_id, department_id, kind, attempt, size, sha256)
  select new.id, d.id, d.department_id, d.kind, null, d.plain_size, d.plain_sha256
    from document d where d.message_id = new.message_id
  union all
  select new.id, s.id, s.department_id, s.kind, v.attempt, s.plain_size, s.plain_sha256
    from send_document s left join delivery v on v.id = s.delivery_id
   where s.order_id = new.order_id and s.kind in ('outgoing', 'sent');
  return null;
end $$;
-- A restore brings them in as they were.
create trigger incident_keeps_documents after insert on incident for each row
  when (current_user = 'kuvert_mailbox') execute function incident_keeps_documents();

-- One after the other, and closed only what is open.
create function incident_act_follows() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  v_number integer;
  v_is_open boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.incident_id, 0));
  select coalesce(max(number), 0) into v_number from incident_act where incident_id = new.incident_id;
  select kind <> 'closed' into v_is_open from incident_act
   where incident_id = new.incident_id and kind <> 'noted' order by number desc limit 1;
  if new.number <> v_number + 1 or (new.kind = 'opened') <> (v_number = 0)
     or (new.kind = 'closed' and not v_is_open) or (new.kind = 'reopened' and v_is_open) then
    raise exception 'an incident is opened, closed and opened again in turn' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger incident_act_follows before insert on incident_act for each row
  when (current_user = 'kuvert_mailbox') execute function incident_act_follows();

revoke all on incident, incident_act, incident_document from public;
alter table incident enable row level security;
alter table incident_act enable row level security;
alter table incident_document enable row level security;
grant select, insert on incident, incident_act to kuvert_mailbox;
grant select on incident_document to kuvert_mailbox;
create policy mailbox_reads on incident for select to kuvert_mailbox using (department_id in (select my_departments()));
create policy mailbox_reports on incident for insert to kuvert_mailbox with check (
  department_id in (select my_departments()) and reported_by = current_setting('kuvert.person', true)
  and (message_id is null
    or exists (select from message m where m.id = message_id and m.department_id = incident.department_id))
  and (order_id is null or exists (select from send_order o join delivery d on d.order_id = o.id
    where o.id = incident.order_id and o.stage = 'sent' and o.department_id = incident.department_id
      and d.intent_at is not null)));
create policy mailbox_reads on incident_act for select to kuvert_mailbox
  using (department_id in (select my_departments()));
create policy mailbox_acts on incident_act for insert to kuvert_mailbox with check (
  person_id = current_setting('kuvert.person', true)
  and exists (select from incident i where i.id = incident_id and i.department_id = incident_act.department_id));
create policy mailbox_reads on incident_document for select to kuvert_mailbox
  using (department_id in (select my_departments()));

-- A fax whose number was the wrong one does not go there again, whoever asks.
create function went_to_wrong_recipient(p_order text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from incident where order_id = p_order)
$$;
revoke all on function went_to_wrong_recipient from public;
grant execute on function went_to_wrong_recipient to kuvert_mailbox, kuvert_outbound;
create function delivery_not_to_wrong_recipient() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if went_to_wrong_recipient(new.order_id) then
    raise exception 'the number was reported as a wrong one' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger delivery_not_to_wrong_recipient before insert on delivery for each row
  when (current_user in ('kuvert_mailbox', 'kuvert_outbound')) execute function delivery_not_to_wrong_recipient();

-- What the audit trail has of the fax that an incident of the acting person's department is about; other departments' rows
-- stay theirs. The mailbox can read no other row of it.
create index audit_by_message on audit (message_id) where message_id is not null;
create index audit_by_sending on audit (substr(detail, 9, 36)) where detail like 'sending %';
create function incident_audit(p_incident text) returns setof audit
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as (
    select * from incident where id = p_incident and department_id in (select my_departments()))
  select a.* from audit a join mine i on a.message_id = i.message_id and a.department_id = i.department_id
  union
  select a.* from audit a join mine i on substr(a.detail, 9, 36) = i.order_id and a.department_id = i.department_id
   where a.detail like 'sending %'
  order by seq limit 10001
$$;
revoke all on function incident_audit from public;
grant execute on function incident_audit to kuvert_mailbox;
