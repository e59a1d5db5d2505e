-- The house: departments and their keys, what came in, what people did with it, work, sessions, audit.
-- Roles (kuvert_ingest, kuvert_mailbox, kuvert_outbound) exist before this runs; grants are at the end.

create table department (
  id          text primary key,
  name        text not null unique check (length(name) between 1 and 200),
  -- faxes to numbers that nobody owns; its members are the system administrators
  unassigned  boolean not null default false,
  created_at  timestamptz not null
);
create unique index department_one_unassigned on department (unassigned) where unassigned;

-- The public half seals; a retired key still opens what was sealed for it.
create table department_key (
  id             text primary key,
  department_id  text not null references department,
  recipient      text not null check (recipient like 'age1pq1%'),
  created_at     timestamptz not null,
  retired_at     timestamptz
);
create unique index department_key_one_active on department_key (department_id) where retired_at is null;

-- The secret half, sealed to the master key.
create table department_identity (
  key_id   text primary key references department_key,
  wrapped  bytea not null
);

create table fax_number (
  number         text primary key check (number ~ '^\+[1-9][0-9]{3,14}$'),
  department_id  text not null references department
);

create table person (
  id          text primary key,
  issuer      text not null,
  subject     text not null,
  name        text not null,
  locale      text check (locale in ('sv', 'en')),
  created_at  timestamptz not null,
  unique (issuer, subject)
);

create table membership (
  person_id      text not null references person,
  department_id  text not null references department,
  created_at     timestamptz not null,
  primary key (person_id, department_id)
);

-- What a carrier told us, once for each of its events. Ingest's own; the id becomes the message's.
create table reception (
  id               text primary key,
  carrier          text not null,
  event_id         text not null,
  fax_id           text not null,
  department_id    text not null references department,
  from_number      text not null,
  to_number        text not null,
  tsi              text,
  received_at      timestamptz not null,
  announced_pages  integer,
  error_text       text,
  media_url        text,
  accepted_at      timestamptz not null,
  unique (carrier, event_id)
);

create table message (
  id               text primary key,
  department_id    text not null references department,
  carrier          text not null,
  from_number      text not null,
  to_number        text not null,
  tsi              text,
  received_at      timestamptz not null,
  available_at     timestamptz not null,
  announced_pages  integer,
  error_text       text,
  state            text not null check (state in ('available', 'attention')),
  attention        text,
  pages            integer,
  damaged_lines    integer,
  missing_lines    integer,
  blank_pages      integer[],
  ended_early      boolean not null,
  carrier_copy     text not null check (carrier_copy in ('kept', 'deleted', 'delete-failed', 'none')),
  check ((state = 'attention') = (attention is not null)),
  check (state = 'attention' or (pages is not null and damaged_lines is not null
    and missing_lines is not null and blank_pages is not null))
);
create index message_by_department on message (department_id, available_at desc, id desc);

-- The age header lies here, the payload in the object store: deleting the row shreds every copy of the payload.
create table document (
  id              text primary key,
  message_id      text not null references message,
  department_id   text not null references department,
  key_id          text not null references department_key,
  kind            text not null check (kind in ('original', 'pdf')),
  media_type      text not null,
  object_name     text not null unique,
  header          bytea not null,
  payload_size    bigint not null,
  payload_sha256  text not null,
  plain_size      bigint not null,
  plain_sha256    text not null,
  created_at      timestamptz not null,
  unique (message_id, kind)
);

-- One work state a message and department.
create table handling (
  message_id     text primary key references message,
  department_id  text not null references department,
  state          text not null default 'new' check (state in ('new', 'taken', 'registered', 'not-registered')),
  person_id      text references person,
  at             timestamptz,
  system         text,
  reference      text,
  reason         text,
  check ((state = 'new') = (person_id is null) and (state = 'new') = (at is null)),
  check ((state = 'registered') = (system is not null and reference is not null)),
  check ((state = 'not-registered') = (reason is not null))
);
create index handling_by_department on handling (department_id, state);

-- The timeline that people see.
create table timeline (
  id             text primary key,
  message_id     text not null references message,
  department_id  text not null references department,
  at             timestamptz not null,
  kind           text not null,
  person_id      text references person,
  note           text
);
create index timeline_by_message on timeline (message_id, at);

-- Work is a row; the queue is a bell. A lease that ran out may be taken by another worker.
create table work (
  id            text primary key,
  service       text not null check (service in ('ingest', 'mailbox', 'outbound')),
  kind          text not null,
  subject       text not null,
  due_at        timestamptz not null,
  attempts      integer not null default 0,
  lease_id      text,
  leased_until  timestamptz,
  last_error    text,
  created_at    timestamptz not null,
  ended_at      timestamptz,
  unique (kind, subject)
);
create index work_due on work (service, due_at) where ended_at is null;

-- When we last asked a carrier what it holds for us.
create table carrier_check (
  carrier     text primary key,
  checked_at  timestamptz,
  error       text
);

create table session (
  id_hash     text primary key,
  person_id   text not null references person,
  csrf_token  text not null,
  created_at  timestamptz not null,
  seen_at     timestamptz not null,
  expires_at  timestamptz not null,
  ended_at    timestamptz
);

-- A login under way: state and browser as hashes, gone when it was used or is ten minutes old.
create table login_attempt (
  state_hash     text primary key,
  browser_hash   text not null,
  nonce          text not null,
  code_verifier  text not null,
  return_to      text not null,
  created_at     timestamptz not null
);

-- Ids only, never content. Written by audit_append alone.
create table audit (
  seq            bigint primary key,
  at             timestamptz not null,
  service        text not null,
  person_id      text,
  action         text not null,
  department_id  text,
  message_id     text,
  document_id    text,
  detail         text,
  previous_hash  text not null,
  hash           text not null
);
