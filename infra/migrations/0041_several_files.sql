-- A partner's message may have several files. Each lies sealed by itself, in their order; what is read, printed and
-- exported is one document of all their pages.
alter table document
  add column place integer not null default 1 check (place between 1 and 20),
  drop constraint document_message_id_kind_key,
  add constraint document_of_message unique (message_id, kind, place),
  add constraint document_several_originals check (place = 1 or kind = 'original');

-- What is fetched again is one file.
create or replace function supersede_original(p_message text, p_plain_sha256 text) returns void
language sql security definer set search_path = public, pg_temp as $$
  with superseded as (
    delete from document d using message m
     where d.message_id = p_message and d.kind = 'original' and d.plain_sha256 <> p_plain_sha256
       and m.id = d.message_id and m.state = 'attention'
    returning d.*)
  insert into superseded_document (id, message_id, department_id, key_id, kind, media_type, object_name, header,
      payload_size, payload_sha256, plain_size, plain_sha256, created_at, superseded_at)
  select id, message_id, department_id, key_id, kind, media_type, object_name, header,
         payload_size, payload_sha256, plain_size, plain_sha256, created_at, now() from superseded
$$;

-- Of several files the document of all their pages is compared.
drop policy system_compares on document;
create policy system_compares on document for select to kuvert_mailbox
  using (kind in ('original', 'pdf') and message_id in (select resend_candidates()));
