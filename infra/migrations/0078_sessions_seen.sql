-- A person sees the sessions that they have, and ends them from elsewhere. Of where one is no more is kept than by which kind
-- of program it began; null: it began before this, or in the room.
alter table session add column program text check (program in ('chrome', 'edge', 'firefox', 'safari', 'other'));
create index session_of_person on session (person_id) where ended_at is null;

-- As 0073_break_glass.sql has it; and whoever looks on in one that is over is let go at once, on every replica, whatever ended it.
create or replace function session_ends_glass() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform end_glass_rows(null, new.id_hash, 'session');
  perform pg_notify('kuvert_message', json_build_object('endedSession', new.id_hash)::text);
  return null;
end $$;
