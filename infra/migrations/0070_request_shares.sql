-- How often somebody may ask for something within a while: counted once for all replicas. Whoever asks is their network, or
-- a browser or person that we know, and never whom they name: nobody can use up another's share. Kept for minutes, in tables
-- that no backup has and no service reads.
create unlogged table request_share (
  -- of what is asked for and who asks, salted: see request_salt
  hash     bytea primary key,
  count    integer not null,
  ends_at  timestamptz not null
) with (fillfactor = 70);
create index request_share_ended on request_share (ends_at);

-- There are so few networks that a plain hash could be tried through; renewed every day.
create unlogged table request_salt (
  id       text primary key default 'here' check (id = 'here'),
  salt     text not null,
  made_at  timestamptz not null
);
revoke all on request_share, request_salt from public;

-- Takes one of p_most within p_window. 0: granted; else the seconds until there are more. Who asks for too much changes no row
-- any more, and is on record once a window, thirty of them a minute at most.
create function take_share(p_what text, p_who text, p_person text, p_at timestamptz, p_window interval, p_most integer)
returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_salt text;
  v_count integer;
  v_ends timestamptz;
  v_audited integer;
begin
  loop
    select salt into v_salt from request_salt;
    exit when found;
    insert into request_salt (salt, made_at) values (gen_random_uuid()::text || gen_random_uuid()::text, p_at)
      on conflict do nothing;
  end loop;
  insert into request_share as s values (sha256(convert_to(v_salt || p_what || ' ' || p_who, 'UTF8')), 1, p_at + p_window)
    on conflict (hash) do update set
      count = case when s.ends_at <= p_at then 1 else s.count + 1 end,
      ends_at = case when s.ends_at <= p_at then excluded.ends_at else s.ends_at end
    where s.ends_at <= p_at or s.count <= p_most
    returning s.count, s.ends_at into v_count, v_ends;
  if v_count <= p_most then return 0; end if;
  if v_count is null then
    select ends_at into v_ends from request_share
     where hash = sha256(convert_to(v_salt || p_what || ' ' || p_who, 'UTF8'));
  else
    insert into request_share as s values (sha256(convert_to(v_salt || 'audited', 'UTF8')), 1, p_at + interval '1 minute')
      on conflict (hash) do update set
        count = case when s.ends_at <= p_at then 1 else s.count + 1 end,
        ends_at = case when s.ends_at <= p_at then excluded.ends_at else s.ends_at end
      returning s.count into v_audited;
    if v_audited <= 30 then
      perform audit_append(p_person, 'rate-limited', null, null, null, p_what);
    end if;
  end if;
  return greatest(1, ceil(extract(epoch from coalesce(v_ends, p_at + p_window) - p_at)));
end $$;

-- What is over is forgotten.
create function clear_shares(p_at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from request_share where ends_at <= p_at;
  delete from request_salt where made_at <= p_at - interval '1 day';
$$;

revoke all on function take_share, clear_shares from public;
grant execute on function take_share to kuvert_ingest, kuvert_mailbox, kuvert_room;
grant execute on function clear_shares to kuvert_mailbox;
