-- A function of the room may get a new key: what is sealed from then on is for that one, and the earlier ones open what was
-- sealed for them.
alter table room_key
  add column retired_at timestamptz,
  drop constraint room_key_function_id_key;
create unique index room_key_one_active on room_key (function_id) where retired_at is null;
create index room_key_by_function on room_key (function_id);

-- As 0043_room.sql has it, with the key that is active now. What stands on the envelope was sealed when the order was
-- prepared: for one of the function's keys.
create or replace function deliver_to_room(p_delivery text, p_pages integer, p_at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_delivery delivery;
  v_order send_order;
  v_key room_key;
begin
  select * into v_delivery from delivery d where d.id = p_delivery and d.state = 'preparing' for update;
  if not found then return null; end if;
  select * into v_order from send_order o
   where o.id = v_delivery.order_id and o.stage = 'sent' and o.channel = 'room';
  if not found then return null; end if;
  select * into v_key from room_key k where k.function_id = v_order.to_function and k.retired_at is null;
  insert into room_message (id, partner_id, function_id, department_id, department_name, conversation_id, ref_to_message_id,
      delivery_id, at, pages, key_id, details)
  select p_delivery, f.partner_id, f.id, d.id, d.name, coalesce(m.conversation_id, p_delivery), m.partner_message_id,
         p_delivery, p_at, p_pages, v_key.id, v_order.envelope
    from partner_function f
    join department d on d.id = v_delivery.department_id
    left join partner_message m on m.message_id = v_order.reply_to and m.function_id = f.id
   where f.id = v_order.to_function;
  -- it has left its department: no draft any more
  update delivery set intent_at = p_at where id = p_delivery;
  return v_key.id;
end $$;
