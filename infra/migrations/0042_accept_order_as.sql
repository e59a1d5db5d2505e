-- Who sends, and that it is sent, in one statement: a transaction of one round trip, so that the chain of the audit log is
-- held no longer than the commit takes. It can do what its caller can.
create function accept_order_as(
  p_person text, p_order text, p_version integer, p_delivery text, p_looked boolean, p_at timestamptz, p_undo interval,
  p_deadline interval, out outcome text, out department_id text, out to_number text
) returns record
language plpgsql set search_path = public, pg_temp as $$
begin
  perform set_config('kuvert.person', p_person, true);
  select a.outcome, a.department_id, a.to_number into outcome, department_id, to_number
    from accept_order(p_order, p_version, p_delivery, p_looked, p_at, p_undo, p_deadline) a;
end $$;
revoke all on function accept_order_as from public;
grant execute on function accept_order_as to kuvert_mailbox;
