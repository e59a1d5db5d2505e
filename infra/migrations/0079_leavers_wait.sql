-- As 0069_leavers.sql has it, and whatever goes back is held before the first of it is on record: a colleague who is at one of
-- them waits for the trail with it in hand.
create or replace function leaver_gives_back() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from handling
   where person_id = old.person_id and department_id = old.department_id and state = 'taken'
   order by message_id for no key update;
  perform give_back_of(old.person_id, old.department_id);
  return null;
end $$;
