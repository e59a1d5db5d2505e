-- How a fax that came as PDF came, and what acted in it and is in the original alone: kinds and numbers, nothing of it.
create table message_intake (
  message_id     text primary key references message,
  department_id  text not null references department,
  -- its cross-reference was broken, or its pages had to be looked for
  repaired       boolean not null,
  -- it came encrypted, and opened without a password
  decrypted      boolean not null,
  -- pages that it promises and doesn't have
  missing_pages  integer not null check (missing_pages >= 0),
  -- numbers by kind; the kinds are those of the document engine
  removed        jsonb not null check (jsonb_typeof(removed) = 'object')
);
alter table message_intake enable row level security;
revoke all on message_intake from public;
grant insert on message_intake to kuvert_ingest;
grant select on message_intake to kuvert_mailbox;
create policy ingest_files on message_intake for insert to kuvert_ingest with check (true);
create policy mailbox_reads on message_intake for select to kuvert_mailbox
  using (department_id in (select my_departments()));
