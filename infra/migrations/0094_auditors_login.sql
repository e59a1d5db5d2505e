-- The log demands as strong a login as administration does: what it tells of everybody isn't shown to a password that was stolen.

-- What of the log is whoever's that the transaction acts for, and whether their session is strong enough for it.
create function my_auditing(out allowed boolean, out reaches boolean, out demands text) returns record
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from house_role
    where person_id = current_setting('kuvert.person', true) and role = 'auditor') and acts_still(),
    session_is_at(administration_demands()), administration_demands()
$$;
revoke all on function my_auditing from public;
grant execute on function my_auditing to kuvert_mailbox;

create or replace function is_auditor() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select a.allowed and a.reaches from my_auditing() a
$$;
