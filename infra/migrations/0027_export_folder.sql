-- An export folder, for a system without an API: the mailbox puts a department's faxes there, opened, as files. From there
-- on whoever takes them answers for them.

-- The operator sets it. The path of the folder of folders is configuration; here is but the name of one in it.
create table export_folder (
  department_id  text primary key references department,
  folder         text not null unique check (folder ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
  -- when a fax goes there: once it has arrived, once somebody has taken it, once it is registered or not to be registered
  export_on      text not null check (export_on in ('arrived', 'taken', 'done')),
  set_at         timestamptz not null
);

-- The document that was chosen stays the chosen one, however often it is tried: the files are the same after a crash.
create table message_export (
  message_id     text primary key references message,
  department_id  text not null references department,
  document_id    text not null,
  -- why it isn't there yet: a code, and since when
  held           text check (held ~ '^[a-z-]{1,60}$'),
  held_since     timestamptz,
  exported_at    timestamptz,
  check ((held is null) = (held_since is null)),
  check (held is null or exported_at is null)
);

alter table export_folder enable row level security;
alter table message_export enable row level security;
revoke all on export_folder, message_export from public;

-- The mailbox, as the system, on the one message that its work is about.
grant select on export_folder, message_export to kuvert_mailbox;
grant insert (message_id, department_id, document_id) on message_export to kuvert_mailbox;
grant update (held, held_since, exported_at) on message_export to kuvert_mailbox;
create policy system_reads on export_folder for select to kuvert_mailbox
  using (department_id = (select work_department()));
create policy system_reads on message_export for select to kuvert_mailbox
  using (message_id = (select work_message()));
create policy system_adds on message_export for insert to kuvert_mailbox with check (
  message_id = (select work_message()) and department_id = (select work_department())
  and exists (select from document d where d.id = document_id and d.message_id = message_export.message_id));
create policy system_changes on message_export for update to kuvert_mailbox
  using (message_id = (select work_message()) and exported_at is null)
  with check (message_id = (select work_message()));
create policy system_reads on message_text for select to kuvert_mailbox using (message_id = (select work_message()));
create policy system_tells on timeline for insert to kuvert_mailbox with check (
  kind in ('exported', 'export-held') and person_id is null
  and message_id = (select work_message()) and department_id = (select work_department()));

-- Whatever happens to a message, it is looked at whether it goes to the folder now; once. At the end of the transaction, so
-- that its state is the one that it comes to. What a restore brings back has its work already.
create function message_is_exported() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> current_user then
    insert into work (id, service, kind, subject, due_at, created_at)
    select gen_random_uuid()::text, 'mailbox', 'export', m.id, now(), now()
      from message m join handling h on h.message_id = m.id join export_folder f on f.department_id = m.department_id
     where m.id = new.message_id and m.state = 'available' and h.state <> 'forwarded'
       and case f.export_on when 'arrived' then m.available_at >= f.set_at
                            when 'taken' then h.state <> 'new'
                            else h.state in ('registered', 'not-registered') end
    on conflict do nothing;
  end if;
  return null;
end $$;
create constraint trigger message_is_exported after insert on timeline deferrable initially deferred for each row
  when (new.kind not in ('received', 'exported', 'export-held')) execute function message_is_exported();
