-- Who may touch what. What isn't granted here is refused by the database.

revoke all on all tables in schema public from public;
grant usage on schema public to kuvert_ingest, kuvert_mailbox, kuvert_outbound;
grant select on schema_migration to kuvert_ingest, kuvert_mailbox, kuvert_outbound;

-- Departments of the person that the mailbox's transaction acts for: set_config('kuvert.person', id, true).
create function my_departments() returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select department_id from membership where person_id = current_setting('kuvert.person', true)
$$;
revoke all on function my_departments from public;
grant execute on function my_departments to kuvert_mailbox;

alter table department enable row level security;
alter table department_key enable row level security;
alter table department_identity enable row level security;
alter table fax_number enable row level security;
alter table membership enable row level security;
alter table message enable row level security;
alter table document enable row level security;
alter table handling enable row level security;
alter table timeline enable row level security;
alter table work enable row level security;

-- Ingest: takes in and can read nothing of what it wrote but where a message is.
grant select (id, unassigned) on department to kuvert_ingest;
grant select on department_key, fax_number to kuvert_ingest;
grant select, insert, update on reception, work, carrier_check to kuvert_ingest;
grant insert on message, document, timeline to kuvert_ingest;
grant insert (message_id, department_id) on handling to kuvert_ingest;
grant select (id, state, carrier_copy) on message to kuvert_ingest;
grant update (state, attention, available_at, pages, damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
  on message to kuvert_ingest;
create policy ingest_routes on department for select to kuvert_ingest using (true);
create policy ingest_seals on department_key for select to kuvert_ingest using (true);
create policy ingest_routes on fax_number for select to kuvert_ingest using (true);
create policy ingest_files on message for insert to kuvert_ingest with check (true);
create policy ingest_follows on message for select to kuvert_ingest using (true);
create policy ingest_mends on message for update to kuvert_ingest using (true);
create policy ingest_files on document for insert to kuvert_ingest with check (true);
create policy ingest_files on handling for insert to kuvert_ingest with check (state = 'new');
create policy ingest_tells on timeline for insert to kuvert_ingest with check (person_id is null);
create policy ingest_works on work to kuvert_ingest using (service = 'ingest') with check (service = 'ingest');

-- Mailbox: the rows of the acting person's departments, and nothing else.
grant select on department, department_key, department_identity, fax_number, membership, message, document,
  handling, timeline, carrier_check to kuvert_mailbox;
grant select, insert on person to kuvert_mailbox;
grant update (name, locale) on person to kuvert_mailbox;
grant update (state, person_id, at, system, reference, reason) on handling to kuvert_mailbox;
grant insert on timeline to kuvert_mailbox;
grant select, insert, update, delete on session, login_attempt to kuvert_mailbox;
grant select, insert, update on work to kuvert_mailbox;
create policy mailbox_reads on department for select to kuvert_mailbox using (id in (select my_departments()));
create policy mailbox_opens on department_key for select to kuvert_mailbox using (department_id in (select my_departments()));
create policy mailbox_opens on department_identity for select to kuvert_mailbox
  using (key_id in (select id from department_key));
create policy mailbox_reads on fax_number for select to kuvert_mailbox using (department_id in (select my_departments()));
create policy mailbox_reads on membership for select to kuvert_mailbox
  using (person_id = current_setting('kuvert.person', true));
create policy mailbox_reads on message for select to kuvert_mailbox using (department_id in (select my_departments()));
create policy mailbox_opens on document for select to kuvert_mailbox using (department_id in (select my_departments()));
create policy mailbox_reads on handling for select to kuvert_mailbox using (department_id in (select my_departments()));
create policy mailbox_handles on handling for update to kuvert_mailbox
  using (department_id in (select my_departments()))
  with check (state = 'new' or person_id = current_setting('kuvert.person', true));
create policy mailbox_reads on timeline for select to kuvert_mailbox using (department_id in (select my_departments()));
create policy mailbox_tells on timeline for insert to kuvert_mailbox
  with check (department_id in (select my_departments()) and person_id = current_setting('kuvert.person', true));
create policy mailbox_works on work to kuvert_mailbox using (service = 'mailbox') with check (service = 'mailbox');

-- Lets a person ask for one more try at a message of their department that needs attention.
create function fetch_again(p_message text) returns text
language sql security definer set search_path = public, pg_temp as $$
  update work set due_at = now(), attempts = 0, ended_at = null, last_error = null
   where service = 'ingest' and kind = 'take-in' and subject = p_message
     and (leased_until is null or leased_until < now())
     and exists (select from message m where m.id = p_message and m.state = 'attention'
                  and m.department_id in (select my_departments()))
  returning id
$$;
revoke all on function fetch_again from public;
grant execute on function fetch_again to kuvert_mailbox;

-- Outbound has nothing to read yet: it may work.
grant select, insert, update on work to kuvert_outbound;
create policy outbound_works on work to kuvert_outbound using (service = 'outbound') with check (service = 'outbound');
