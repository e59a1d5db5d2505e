-- The front desk answers "did my fax arrive?". It finds by number and time, and sees that a fax came, how it is and how far
-- people are with it. It is a role of its own, and makes nobody a member of a department: of a document, its text and its
-- pictures, of who has it and of what people wrote the database shows it nothing.
create table front_desk (
  person_id   text primary key references person,
  created_at  timestamptz not null
);
alter table front_desk enable row level security;
revoke all on front_desk from public;
grant select on front_desk to kuvert_mailbox;
create policy mailbox_reads on front_desk for select to kuvert_mailbox
  using (person_id = current_setting('kuvert.person', true));

create index message_by_sender on message (from_number, received_at desc);
create index message_by_dialled on message (to_number, received_at desc);
create index reception_by_sender on reception (from_number, received_at desc);
create index reception_by_dialled on reception (to_number, received_at desc);

-- What came from a number, or to one of ours, within a month at most, newest first: 21 rows, of which one is more than is
-- shown. Nothing to anybody who isn't of the front desk. What went on to another department is found there; what was told by
-- a carrier and is not taken in yet has no state.
create function front_desk_find(p_number text, p_from timestamptz, p_until timestamptz)
returns table (
  message_id text, department_id text, department text, from_number text, to_number text, received_at timestamptz,
  state text, attention text, pages integer, announced_pages integer, damaged_lines integer, missing_lines integer,
  blank_pages integer[], ended_early boolean, handling text, handled_at timestamptz
)
language sql stable security definer set search_path = public, pg_temp as $$
  with asked as materialized (
    select 1 from front_desk where person_id = current_setting('kuvert.person', true)
       and p_until - p_from <= interval '32 days'),
  filed as (
    select m.* from message m where m.from_number = p_number and m.received_at between p_from and p_until
    union
    select m.* from message m where m.to_number = p_number and m.received_at between p_from and p_until),
  told as (
    select r.* from reception r where r.from_number = p_number and r.received_at between p_from and p_until
    union
    select r.* from reception r where r.to_number = p_number and r.received_at between p_from and p_until)
  select found.* from asked, lateral (
    select m.id, m.department_id, d.name, m.from_number, m.to_number, m.received_at, m.state, m.attention, m.pages,
           m.announced_pages, m.damaged_lines, m.missing_lines, m.blank_pages, m.ended_early, h.state, h.at
      from filed m join department d on d.id = m.department_id join handling h on h.message_id = m.id
     where h.state <> 'forwarded'
    union all
    select r.id, r.department_id, d.name, r.from_number, r.to_number, r.received_at, null, null, null,
           r.announced_pages, null, null, null, false, null, null
      from told r join department d on d.id = r.department_id
     where not exists (select from message m where m.id = r.id)
  ) found order by 6 desc, 1 limit 21
$$;
revoke all on function front_desk_find from public;
grant execute on function front_desk_find to kuvert_mailbox;
