-- Signed checkpoints of the audit chain lie in a second place, since a chain alone can't show that its tail was cut. The mailbox
-- writes them: it is told the newest row's place and hash, and nothing else of it.
create function audit_head() returns table (seq bigint, hash text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.seq, a.hash from audit a order by a.seq desc limit 1
$$;
revoke all on function audit_head from public;
grant execute on function audit_head to kuvert_mailbox;

-- That one was written, for the doctor; the one that counts is in the second place.
create table audit_checkpoint (
  seq          bigint primary key,
  at           timestamptz not null,
  object_name  text not null unique
);
alter table audit_checkpoint enable row level security;
revoke all on audit_checkpoint from public;
grant select, insert on audit_checkpoint to kuvert_mailbox;
create policy mailbox_reads on audit_checkpoint for select to kuvert_mailbox using (true);
create policy mailbox_writes on audit_checkpoint for insert to kuvert_mailbox with check (true);
