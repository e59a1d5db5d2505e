-- By which channel something goes to a recipient: rules that the operator sets, and addresses that the house itself knows.
-- What they come to is decided in packages/shared/src/routing.
create table routing_rule (
  id             text primary key,
  -- that sends; null: every one
  department_id  text references department,
  document_kind  text check (document_kind in ('letter', 'answer')),
  requires       text not null check (requires in ('open', 'sealed', 'login')),
  fax            text not null check (fax in ('never', 'fallback', 'choice')),
  created_at     timestamptz not null,
  -- one of each, so that none is ever ambiguous
  unique nulls not distinct (department_id, document_kind),
  -- fax makes sure of nothing
  check (requires = 'open' or fax = 'never')
);
alter table routing_rule enable row level security;
revoke all on routing_rule from public;
grant select on routing_rule to kuvert_mailbox;
create policy mailbox_reads on routing_rule for select to kuvert_mailbox
  using (department_id is null or department_id in (select my_departments()));

-- Which department of the house has a fax number: neither is a secret within the house.
create function department_of_number(p_number text) returns table (id text, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name from fax_number n join department d on d.id = n.department_id where n.number = p_number
$$;
revoke all on function department_of_number from public;
grant execute on function department_of_number to kuvert_mailbox;
