-- A fax that needed attention may be fetched again and come as other bytes (an error page first, the TIFF later).
-- The earlier original makes place and stays, sealed, out of everybody's reach but the owner's.
create table superseded_document (
  like document,
  superseded_at  timestamptz not null,
  primary key (id)
);
alter table superseded_document enable row level security;

create function supersede_original(p_message text, p_plain_sha256 text) returns void
language sql security definer set search_path = public, pg_temp as $$
  with superseded as (
    delete from document d using message m
     where d.message_id = p_message and d.kind = 'original' and d.plain_sha256 <> p_plain_sha256
       and m.id = d.message_id and m.state = 'attention'
    returning d.*)
  insert into superseded_document select superseded.*, now() from superseded
$$;
revoke all on function supersede_original from public;
grant execute on function supersede_original to kuvert_ingest;
