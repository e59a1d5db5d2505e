-- What Kuvert wrote itself lies in the room as any message of the department, and answers nothing there.
alter table room_message add column of_itself boolean not null default false;
update room_message r set of_itself = true from delivery d join send_order o on o.id = d.order_id
 where d.id = r.delivery_id and o.tells is not null;

-- What a restore brings back stays as it was.
create function room_message_says_who_wrote() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.of_itself := new.of_itself or exists (
    select from delivery d join send_order o on o.id = d.order_id where d.id = new.delivery_id and o.tells is not null);
  return new;
end $$;
create trigger room_message_says_who_wrote before insert on room_message for each row
  when (new.delivery_id is not null) execute function room_message_says_who_wrote();
