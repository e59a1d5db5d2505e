-- Machine-read text. The text itself, and the PDF that carries it, are documents, sealed like every other.
alter table document drop constraint document_kind_check;
alter table document add constraint document_kind_check
  check (kind in ('original', 'pdf', 'searchable', 'text'));

-- In which language its faxes are read, where it isn't the house's own (KUVERT_TEXT_LANGUAGE).
alter table department add column language text check (language in ('swe', 'dan', 'eng'));

-- What reading came to: facts, never a word of the text. An available message without a row is still to be read.
create table message_text (
  message_id     text primary key references message,
  department_id  text not null references department,
  state          text not null check (state in ('ready', 'none', 'failed')),
  language       text not null check (language in ('swe', 'dan', 'eng')),
  reason         text,
  at             timestamptz not null,
  check ((state = 'failed') = (reason is not null))
);
alter table message_text enable row level security;

-- The mailbox adds it as the system does, to the message that its work is about.
grant insert on document to kuvert_mailbox;
create policy system_adds on document for insert to kuvert_mailbox with check (
  kind in ('searchable', 'text')
  and message_id = (select work_message()) and department_id = (select work_department())
  and key_id in (select k.id from department_key k where k.department_id = document.department_id));
grant select, insert on message_text to kuvert_mailbox;
create policy mailbox_reads on message_text for select to kuvert_mailbox
  using (department_id in (select my_departments()));
create policy system_adds on message_text for insert to kuvert_mailbox with check (
  message_id = (select work_message()) and department_id = (select work_department()));

-- How it turned a page upright belongs to the page's state.
grant update (turned) on message_page to kuvert_mailbox;
create policy system_reads on message_page for select to kuvert_mailbox using (message_id = (select work_message()));
create policy system_turns on message_page for update to kuvert_mailbox
  using (message_id = (select work_message())) with check (message_id = (select work_message()));
