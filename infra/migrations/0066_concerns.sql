-- Whom a document concerns, asked for when it is registered: a keyed hash, to find who read about somebody, and the number
-- sealed for the department and for recovery, to show. A row without either: it concerns no one person.
create table message_concern (
  message_id     text primary key references message,
  department_id  text not null references department,
  person_id      text not null references person,
  at             timestamptz not null,
  hmac           text check (hmac ~ '^[0-9a-f]{64}$'),
  key_id         text references department_key,
  sealed         bytea check (octet_length(sealed) <= 16384),
  check ((hmac is null) = (sealed is null) and (hmac is null) = (key_id is null))
);
create index message_concern_by_hmac on message_concern (hmac) where hmac is not null;

alter table message_concern enable row level security;
revoke all on message_concern from public;
grant select (message_id, department_id, key_id, sealed, at), insert on message_concern to kuvert_mailbox;
grant update (person_id, at, hmac, key_id, sealed) on message_concern to kuvert_mailbox;
create policy mailbox_reads on message_concern for select to kuvert_mailbox
  using (department_id in (select my_departments()));
create policy mailbox_asks on message_concern for insert to kuvert_mailbox with check (
  person_id = current_setting('kuvert.person', true)
  and exists (select from message m where m.id = message_id and m.department_id = message_concern.department_id));
create policy mailbox_corrects on message_concern for update to kuvert_mailbox
  using (department_id in (select my_departments())) with check (person_id = current_setting('kuvert.person', true));

alter table house_key drop constraint house_key_purpose_check,
  add constraint house_key_purpose_check check (purpose in ('log', 'person-number'));

-- Messages that concern somebody, the newest thousand, for an auditor who looks for who read them; none to anybody else.
create function concerned_messages(p_hmac text) returns table (message_id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select message_id from message_concern where is_auditor() and hmac = p_hmac order by at desc, message_id limit 1000
$$;
revoke all on function concerned_messages from public;
grant execute on function concerned_messages to kuvert_mailbox;
