-- The state of each page, as it was found when the fax came in; shown beside the page.
create table message_page (
  message_id     text not null references message,
  department_id  text not null references department,
  -- from 1
  page           integer not null check (page > 0),
  -- lines of the page as it came, from the top; 0 when even that isn't known
  lines          integer not null check (lines >= 0),
  damaged_lines  integer not null check (damaged_lines >= 0),
  -- where they lie; empty when a receiver counted them and no more
  damage         int4multirange not null,
  missing_lines  integer not null check (missing_lines >= 0),
  ended_early    boolean not null,
  blank          boolean not null,
  -- clockwise, in degrees: what the file says of how its lines are shown …
  rotate         smallint not null check (rotate in (0, 90, 180, 270)),
  -- … and by how much we turned the page besides, since its text lay otherwise
  turned         smallint not null default 0 check (turned in (0, 90, 180, 270)),
  primary key (message_id, page)
);

-- Faxes from before: what their sums say for sure of each page. Of the others the pages stay unknown.
insert into message_page (message_id, department_id, page, lines, damaged_lines, damage, missing_lines, ended_early,
  blank, rotate)
select m.id, m.department_id, page, 0, m.damaged_lines, '{}', m.missing_lines, m.missing_lines > 0,
       page = any (m.blank_pages), 0
  from message m cross join generate_series(1, m.pages) page
 where m.state = 'available' and (m.pages = 1 or (m.damaged_lines = 0 and m.missing_lines = 0));

alter table message_page enable row level security;
revoke all on message_page from public;
grant insert on message_page to kuvert_ingest;
grant select on message_page to kuvert_mailbox;
create policy ingest_files on message_page for insert to kuvert_ingest with check (true);
create policy mailbox_reads on message_page for select to kuvert_mailbox
  using (department_id in (select my_departments()));
