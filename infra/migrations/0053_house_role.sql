-- Roles that concern the whole house and no department. They open nothing that a department has: who looks after the house, or
-- looks through its log, is a member of a department by a membership alone. The operator gives and takes them.
create table house_role (
  person_id   text not null references person,
  role        text not null check (role in ('auditor', 'system-administrator')),
  created_at  timestamptz not null,
  primary key (person_id, role)
);
alter table house_role enable row level security;
revoke all on house_role from public;
grant select on house_role to kuvert_mailbox;
create policy mailbox_reads on house_role for select to kuvert_mailbox
  using (person_id = current_setting('kuvert.person', true));
