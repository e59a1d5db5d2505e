-- Appends one row to the hash chain. Its hash is over a JSON array of texts, the previous row's hash first,
-- so that any changed, removed or inserted row breaks every row after it; audit:verify computes the same apart from this.
create function audit_append(
  p_person text, p_action text, p_department text, p_message text, p_document text, p_detail text
) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_seq bigint;
  v_previous text;
  v_at timestamptz;
  v_hash text;
begin
  -- one writer at a time, until the caller's transaction ends
  perform pg_advisory_xact_lock(7046811);
  select seq, hash into v_seq, v_previous from audit order by seq desc limit 1;
  v_seq := coalesce(v_seq, 0) + 1;
  v_previous := coalesce(v_previous, '');
  v_at := clock_timestamp();
  v_hash := encode(sha256(convert_to(json_build_array(
    v_previous, v_seq::text, to_char(v_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    session_user::text, coalesce(p_person, ''), p_action, coalesce(p_department, ''),
    coalesce(p_message, ''), coalesce(p_document, ''), coalesce(p_detail, '')
  )::text, 'UTF8')), 'hex');
  insert into audit values (v_seq, v_at, session_user, p_person, p_action, p_department,
    p_message, p_document, p_detail, v_previous, v_hash);
  return v_seq;
end $$;
revoke all on function audit_append from public;
grant execute on function audit_append to kuvert_ingest, kuvert_mailbox, kuvert_outbound;
