-- Whom a department faxes. That a number was verified is a fact, with who says so, when and how; another number ends it.
create table contact (
  id                 text primary key,
  department_id      text not null references department,
  -- an organisation, or a unit of one; found by searching, and so not sealed
  name               text not null check (length(name) <= 200 and name ~ '\S'),
  number             text not null check (number ~ '^\+[1-9][0-9]{3,14}$'),
  note               text check (length(note) <= 500 and note ~ '\S'),
  version            integer not null default 0,
  created_at         timestamptz not null,
  created_by         text not null references person,
  changed_at         timestamptz not null,
  changed_by         text not null references person,
  verified_at        timestamptz,
  verified_by        text references person,
  verified_how       text check (verified_how in ('called', 'published', 'fax-received')),
  -- a carrier said that there is no such number
  number_refused_at  timestamptz,
  removed_at         timestamptz,
  check (num_nulls(verified_at, verified_by, verified_how) in (0, 3))
);
-- One name for a number, so that it is plain whose it is.
create unique index contact_one_number on contact (department_id, number) where removed_at is null;

-- What was done with a contact, as it was called then. Only the functions below write it.
create table contact_event (
  id             text primary key,
  contact_id     text not null references contact,
  department_id  text not null references department,
  at             timestamptz not null,
  kind           text not null
    check (kind in ('added', 'changed', 'verified', 'removed', 'restored', 'number-refused')),
  -- null: a carrier
  person_id      text references person,
  name           text not null,
  number         text not null,
  how            text check ((how is not null) = (kind = 'verified')),
  check ((person_id is null) = (kind = 'number-refused'))
);
create index contact_event_by_contact on contact_event (contact_id, at);

alter table contact enable row level security;
alter table contact_event enable row level security;
revoke all on contact, contact_event from public;
grant select on contact, contact_event to kuvert_mailbox;
grant insert (id, department_id, name, number, note, created_at, created_by, changed_at, changed_by, verified_at,
  verified_by, verified_how) on contact to kuvert_mailbox;
grant update (name, number, note, changed_at, changed_by, verified_at, verified_by, verified_how, removed_at)
  on contact to kuvert_mailbox;
create policy mailbox_reads on contact for select to kuvert_mailbox
  using (department_id in (select my_departments()));
create policy mailbox_adds on contact for insert to kuvert_mailbox with check (
  department_id in (select my_departments())
  and created_by = current_setting('kuvert.person', true) and changed_by = created_by
  and (verified_by is null or verified_by = created_by));
create policy mailbox_changes on contact for update to kuvert_mailbox
  using (department_id in (select my_departments()))
  with check (changed_by = current_setting('kuvert.person', true));
create policy mailbox_reads on contact_event for select to kuvert_mailbox
  using (department_id in (select my_departments()));

-- Who verifies does it in the own name, and for the number that stands there. A restore brings rows in as they were.
create function contact_is_changed() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  new.version := old.version + 1;
  if new.number <> old.number then
    new.number_refused_at := null;
    if new.verified_at is not distinct from old.verified_at then
      new.verified_at := null;
      new.verified_by := null;
      new.verified_how := null;
    end if;
  end if;
  if new.verified_at is not null
     and (new.verified_at, new.verified_by, new.verified_how)
         is distinct from (old.verified_at, old.verified_by, old.verified_how) then
    if new.verified_by is distinct from new.changed_by then
      raise exception 'a number is verified in the own name' using errcode = 'check_violation';
    end if;
    new.number_refused_at := null;
  end if;
  return new;
end $$;
create trigger contact_is_changed before update on contact for each row
  when (current_user = 'kuvert_mailbox') execute function contact_is_changed();

create function contact_is_remembered() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_kinds text[] := '{}';
begin
  if tg_op = 'INSERT' then
    v_kinds := v_kinds || 'added'::text;
  else
    if (new.name, new.number, new.note) is distinct from (old.name, old.number, old.note) then
      v_kinds := v_kinds || 'changed'::text;
    end if;
    if (new.removed_at is null) <> (old.removed_at is null) then
      v_kinds := v_kinds || case when new.removed_at is null then 'restored' else 'removed' end;
    end if;
  end if;
  if new.verified_at is not null and (tg_op = 'INSERT' or new.verified_at is distinct from old.verified_at) then
    v_kinds := v_kinds || 'verified'::text;
  end if;
  insert into contact_event (id, contact_id, department_id, at, kind, person_id, name, number, how)
  select gen_random_uuid()::text, new.id, new.department_id, new.changed_at, kind, new.changed_by, new.name, new.number,
         case when kind = 'verified' then new.verified_how end
    from unnest(v_kinds) kind;
  return null;
end $$;
create trigger contact_is_remembered after insert or update on contact for each row
  when (current_user = 'kuvert_mailbox') execute function contact_is_remembered();

-- Runs as its owner: outbound, which tells how a call ended, knows of no contacts.
create function contact_number_is_told() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'delivered' then
    update contact set number_refused_at = null
     where department_id = new.department_id and number = new.to_number and number_refused_at is not null;
  else
    with refused as (
      update contact set number_refused_at = new.changed_at
       where department_id = new.department_id and number = new.to_number and removed_at is null
         and number_refused_at is null
      returning *)
    insert into contact_event (id, contact_id, department_id, at, kind, name, number)
    select gen_random_uuid()::text, id, department_id, number_refused_at, 'number-refused', name, number from refused;
  end if;
  return null;
end $$;
create trigger contact_number_is_told after update of state on delivery for each row
  when (new.state <> old.state and (new.state = 'delivered' or (new.state = 'failed' and new.cause = 'invalid-number')))
  execute function contact_number_is_told();
