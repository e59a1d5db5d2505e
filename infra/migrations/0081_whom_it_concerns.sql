-- All messages that concern somebody, for an auditor: an extract that leaves some out would be none.
create or replace function concerned_messages(p_hmac text) returns table (message_id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select message_id from message_concern where is_auditor() and hmac = p_hmac order by at desc, message_id
$$;

-- Documents that somebody read or took out in that time and of which nobody has said whom they concern: no search by a number
-- finds them. For an auditor, of one department or of all (null).
create function unasked_documents(p_from timestamptz, p_until timestamptz, p_department text) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select count(distinct a.message_id) from audit a
   where is_auditor() and a.at >= p_from and a.at < p_until and a.action = any(log_reads()) and a.message_id is not null
     and (p_department is null or a.department_id = p_department)
     and not exists (select from message_concern c where c.message_id = a.message_id)
$$;
revoke all on function unasked_documents from public;
grant execute on function unasked_documents to kuvert_mailbox;

-- What was said of a message that this very transaction forwards goes along, the number sealed anew; the hash, which the
-- mailbox can't read, as it is.
create function concern_goes_along(p_message text, p_key text, p_sealed bytea) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into message_concern (message_id, department_id, person_id, at, hmac, key_id, sealed)
  select f.message_id, f.department_id, c.person_id, c.at, c.hmac, case when c.hmac is not null then p_key end,
         case when c.hmac is not null then p_sealed end
    from forwarding f join message_concern c on c.message_id = f.from_id
   where f.message_id = p_message and is_being_forwarded(f.message_id, f.department_id, p_key);
  return found;
end $$;
revoke all on function concern_goes_along from public;
grant execute on function concern_goes_along to kuvert_mailbox;
