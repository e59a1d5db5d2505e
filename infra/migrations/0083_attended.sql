-- Whether somebody takes care of faxes that no number leads anywhere: a member of the unassigned department who does more than
-- read, and has not left. Ingest asks before it takes anything in, and learns nothing else of memberships.
create function unassigned_is_attended() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from department d
      join membership m on m.department_id = d.id and m.role <> 'reader'
      join person p on p.id = m.person_id and p.kind = 'person' and p.deactivated_at is null
     where d.unassigned)
$$;
revoke all on function unassigned_is_attended from public;
grant execute on function unassigned_is_attended to kuvert_ingest;
