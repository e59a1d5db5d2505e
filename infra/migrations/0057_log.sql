-- The log for those who look through it: the audit trail with names, by person, department, document and time; and the recurring
-- check of a random sample of what was read. An auditor (house_role) is shown rows of the trail by these functions alone, and
-- no message and no document: the role makes nobody a member of a department.
create index audit_by_person on audit (person_id, seq) where person_id is not null;
create index audit_by_department on audit (department_id, seq) where department_id is not null;
create index audit_by_time on audit (at);
create index audit_by_reference on audit (left(message_id, 8)) where message_id is not null;

create function is_auditor() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from house_role
    where person_id = current_setting('kuvert.person', true) and role = 'auditor')
$$;
revoke all on function is_auditor from public;
grant execute on function is_auditor to kuvert_mailbox;

create type log_row as (
  seq bigint, at timestamptz, service text, person_id text, person text, person_kind text, action text, department_id text,
  department text, message_id text, received_at timestamptz, document_id text, detail text, about text
);

-- Rows of the trail with names, newest first. Each filter that is null lets all through; `p_messages` are messages or sendings,
-- `p_reference` the first eight of the one's id. `about` is whom the detail names. For its owner and the functions below.
create function log_rows(
  p_person text, p_department text, p_messages text[], p_reference text, p_actions text[],
  p_from timestamptz, p_until timestamptz, p_before bigint, p_most integer
) returns setof log_row
language plpgsql stable set search_path = public, pg_temp as $$
begin
  -- planned anew each time, so that filters that are null cost nothing
  return query execute $query$
    select a.seq, a.at, a.service, a.person_id, p.name, p.kind, a.action, a.department_id, d.name, a.message_id,
           m.received_at, a.document_id, a.detail, coalesce(o.name, r.name)
      from (
        select * from audit
         where at >= $6 and at < $7 and ($8 is null or seq < $8)
           and ($1 is null or person_id = $1)
           and ($2 is null or department_id = $2)
           and ($3 is null or message_id = any($3) or (detail like 'sending %' and substr(detail, 9, 36) = any($3)))
           and ($4 is null or left(message_id, 8) = $4)
           and ($5 is null or action = any($5))
         order by seq desc limit $9) a
      left join person p on p.id = a.person_id
      left join department d on d.id = a.department_id
      left join message m on m.id = a.message_id
      cross join lateral (
        select substring(a.detail from '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}') as id) named
      left join person o on o.id = named.id
      left join room_person r on r.id = named.id
     order by a.seq desc
  $query$ using p_person, p_department, p_messages, p_reference, p_actions, p_from, p_until, p_before, p_most;
end $$;
revoke all on function log_rows from public;

-- A search by an auditor: on record before its rows are anybody's, whoever calls. 101 rows are a page and one more, 2001 an
-- extract; a year and a day is the longest time.
create function search_log(
  p_person text, p_department text, p_messages text[], p_reference text, p_actions text[],
  p_from timestamptz, p_until timestamptz, p_before bigint, p_most integer, p_detail text
) returns setof log_row
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_rows log_row[];
begin
  if not is_auditor() then
    raise exception 'the log is for auditors' using errcode = 'insufficient_privilege';
  end if;
  if p_most not between 1 and 2001 or p_until - p_from > interval '367 days' or cardinality(p_messages) > 1000 then
    raise exception 'the log is read in parts' using errcode = 'check_violation';
  end if;
  select array_agg(l) into v_rows from log_rows(p_person, p_department, p_messages, p_reference, p_actions,
    p_from, p_until, p_before, p_most) l;
  -- the last thing, since others wait from here until the transaction's end; nobody has the rows before it
  perform audit_append(current_setting('kuvert.person', true), case when p_most > 101 then 'log-extract' else 'log-search' end, p_department,
    case when cardinality(p_messages) = 1 then p_messages[1] end, null, p_detail);
  return query select * from unnest(v_rows);
end $$;
revoke all on function search_log from public;
grant execute on function search_log to kuvert_mailbox;

-- People and systems by a part of their name, for who chooses whose rows to see.
create function log_people(p_name text) returns table (id text, name text, kind text, departments text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, p.kind,
         array(select d.name from membership m join department d on d.id = m.department_id
                where m.person_id = p.id order by d.name)
    from person p where is_auditor() and (p.id = p_name or position(lower(p_name) in lower(p.name)) > 0)
   order by p.name, p.id limit 21
$$;
revoke all on function log_people from public;
grant execute on function log_people to kuvert_mailbox;

-- What counts as reading: whatever showed somebody what a document says, or let them take it along.
create function log_reads() returns text[]
language sql immutable as $$
  select array['page', 'text', 'partner-details', 'download', 'print', 'sent-page', 'sent-receipt', 'approval-page',
    'read-incident', 'export-incident', 'front-desk-found']
$$;
revoke all on function log_reads from public;

-- The recurring check: a random sample of what people read in a time, each looked at, the whole signed. Rows are added; what was
-- said of one may be changed until the whole is signed, and nothing after that.
create table log_review (
  id          text primary key,
  from_at     timestamptz not null,
  until_at    timestamptz not null,
  -- how much was read in that time by people
  population  integer not null check (population > 0),
  drawn_by    text not null references person,
  drawn_at    timestamptz not null,
  signed_by   text references person,
  signed_at   timestamptz,
  -- what was found, sealed for the log's own key
  note        bytea check (octet_length(note) <= 32768),
  check (from_at < until_at),
  check ((signed_at is null) = (signed_by is null) and (signed_at is null) = (note is null))
);
create table log_review_item (
  review_id  text not null references log_review,
  number     integer not null check (number between 1 and 200),
  -- the row of the audit trail
  seq        bigint not null,
  verdict    text check (verdict in ('fine', 'ask')),
  primary key (review_id, number),
  unique (review_id, seq)
);

-- Keys of the house itself, wrapped by the master key as the departments' are. `log`: for what auditors write.
create table house_key (
  purpose     text primary key check (purpose in ('log')),
  recipient   text not null check (recipient like 'age1pq1%'),
  wrapped     bytea not null,
  created_at  timestamptz not null
);

alter table log_review enable row level security;
alter table log_review_item enable row level security;
alter table house_key enable row level security;
revoke all on log_review, log_review_item, house_key from public;
grant select on log_review, log_review_item to kuvert_mailbox;
grant select, insert on house_key to kuvert_mailbox;
create policy auditor_reads on log_review for select to kuvert_mailbox using (is_auditor());
create policy auditor_reads on log_review_item for select to kuvert_mailbox using (is_auditor());
create policy mailbox_keeps on house_key for select to kuvert_mailbox using (true);
create policy mailbox_makes on house_key for insert to kuvert_mailbox with check (true);

-- How much people read in a time; 0 to everybody who isn't an auditor.
create function count_log_reads(p_from timestamptz, p_until timestamptz) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) from audit a join person p on p.id = a.person_id and p.kind = 'person'
   where is_auditor() and a.at >= p_from and a.at < p_until and a.action = any(log_reads())
$$;
revoke all on function count_log_reads from public;
grant execute on function count_log_reads to kuvert_mailbox;

-- Draws the reads at these places (from 1, in the order of the trail) of a time that is over.
create function draw_log_review(
  p_id text, p_from timestamptz, p_until timestamptz, p_places integer[], p_population integer, p_at timestamptz
) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_drawn integer;
begin
  if not is_auditor() then
    raise exception 'the log is for auditors' using errcode = 'insufficient_privilege';
  end if;
  if p_until > p_at or p_until - p_from > interval '367 days' or cardinality(p_places) not between 1 and 200 then
    raise exception 'such a sample is not drawn' using errcode = 'check_violation';
  end if;
  insert into log_review (id, from_at, until_at, population, drawn_by, drawn_at)
  values (p_id, p_from, p_until, p_population, current_setting('kuvert.person', true), p_at);
  insert into log_review_item (review_id, number, seq)
  select p_id, row_number() over (order by seq), seq from (
    select a.seq, row_number() over (order by a.seq) as place
      from audit a join person p on p.id = a.person_id and p.kind = 'person'
     where a.at >= p_from and a.at < p_until and a.action = any(log_reads())) reads
   where place = any(p_places);
  get diagnostics v_drawn = row_count;
  if v_drawn <> cardinality(p_places) then
    raise exception 'what was drawn is not there' using errcode = 'check_violation';
  end if;
  perform audit_append(current_setting('kuvert.person', true), 'log-review-drawn', null, null, null, 'review ' || p_id);
end $$;
revoke all on function draw_log_review from public;
grant execute on function draw_log_review to kuvert_mailbox;

-- The sample with names, in the order of the trail; looking at it is on record.
create function read_log_review(p_id text) returns table (number integer, verdict text, entry log_row)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_auditor() then
    raise exception 'the log is for auditors' using errcode = 'insufficient_privilege';
  end if;
  return query select i.number, i.verdict, row(a.seq, a.at, a.service, a.person_id, p.name, p.kind, a.action,
      a.department_id, d.name, a.message_id, m.received_at, a.document_id, a.detail, null)::log_row
    from log_review_item i join audit a on a.seq = i.seq
    left join person p on p.id = a.person_id
    left join department d on d.id = a.department_id
    left join message m on m.id = a.message_id
   where i.review_id = p_id order by i.number;
  if found then
    perform audit_append(current_setting('kuvert.person', true), 'log-review-read', null, null, null, 'review ' || p_id);
  end if;
end $$;
revoke all on function read_log_review from public;
grant execute on function read_log_review to kuvert_mailbox;

-- What is said of each (`p_fine` and `p_ask` are numbers; the rest is open again) and, with a note, the signature; false when
-- it is signed already. Signed is only what was looked at whole.
create function judge_log_review(p_id text, p_fine integer[], p_ask integer[], p_note bytea, p_at timestamptz)
returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_auditor() then
    raise exception 'the log is for auditors' using errcode = 'insufficient_privilege';
  end if;
  perform from log_review where id = p_id and signed_at is null for update;
  if not found then return false; end if;
  update log_review_item set verdict = case when number = any(p_fine) then 'fine' when number = any(p_ask) then 'ask' end
   where review_id = p_id;
  if p_note is null then return true; end if;
  if exists (select from log_review_item where review_id = p_id and verdict is null) then
    raise exception 'not all of the sample was looked at' using errcode = 'check_violation';
  end if;
  update log_review set signed_by = current_setting('kuvert.person', true), signed_at = p_at, note = p_note where id = p_id;
  perform audit_append(current_setting('kuvert.person', true), 'log-review-signed', null, null, null, 'review ' || p_id);
  return true;
end $$;
revoke all on function judge_log_review from public;
grant execute on function judge_log_review to kuvert_mailbox;
