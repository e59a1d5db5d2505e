-- Faxes that were probably sent again. They are found by comparing opened documents, so that nothing which tells how a
-- page looks rests unsealed; what is kept is that two faxes are alike, and how much.
create table resend (
  message_id     text not null references message,
  -- the one that came first
  earlier_id     text not null references message,
  department_id  text not null references department,
  -- the very bytes
  exact          boolean not null,
  likeness       real not null check (likeness between 0 and 1),
  found_at       timestamptz not null,
  -- a person said that they are not the same
  denied_by      text references person,
  denied_at      timestamptz,
  primary key (message_id, earlier_id),
  check (message_id <> earlier_id),
  check ((denied_by is null) = (denied_at is null))
);
create index resend_by_earlier on resend (earlier_id);
create index message_by_reception on message (department_id, received_at);
alter table resend enable row level security;
revoke all on resend from public;

create or replace function is_mailbox_work(p_kind text) returns boolean
language sql immutable as $$ select p_kind in ('recognise', 'find-resends') $$;

-- What the message of the work may be a resend of, or may have been sent again as: the same sender's, within 48 hours,
-- in the same department, of as many pages or one more or less; the nearest in time. A withheld number is nobody's: then
-- what the machines call themselves must be alike.
create function resend_candidates() returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id
    from work w join message m on m.id = w.subject
    join message c on c.department_id = m.department_id and c.id <> m.id and c.state = 'available'
     and c.received_at between m.received_at - interval '48 hours' and m.received_at + interval '48 hours'
     and c.pages between m.pages - 1 and m.pages + 1
     and case when m.from_number like '+%' or c.from_number like '+%' then c.from_number = m.from_number
              else btrim(m.tsi) <> '' and c.tsi = m.tsi end
   where m.id = work_message() and w.id = current_setting('kuvert.work', true) and w.kind = 'find-resends'
   order by abs(extract(epoch from c.received_at - m.received_at)), c.id
   limit 20
$$;
revoke all on function resend_candidates from public;
grant execute on function resend_candidates to kuvert_mailbox;

create policy system_compares on message for select to kuvert_mailbox
  using (id in (select resend_candidates()));
create policy system_compares on document for select to kuvert_mailbox
  using (kind = 'original' and message_id in (select resend_candidates()));

grant select, insert, update (denied_by, denied_at) on resend to kuvert_mailbox;
create policy mailbox_reads on resend for select to kuvert_mailbox
  using (department_id in (select my_departments()));
create policy mailbox_denies on resend for update to kuvert_mailbox
  using (department_id in (select my_departments()))
  with check (denied_by is null or denied_by = current_setting('kuvert.person', true));
create policy system_reads on resend for select to kuvert_mailbox
  using ((select work_message()) in (message_id, earlier_id));
create policy system_adds on resend for insert to kuvert_mailbox with check (
  denied_by is null and department_id = (select work_department())
  and (select work_message()) in (message_id, earlier_id)
  and case when message_id = (select work_message()) then earlier_id else message_id end
      in (select resend_candidates()));
