-- What is asked for each order that is accepted is planned once a connection, as 0019_accept_order.sql has it.
create or replace function order_waits(p_order text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (select from approval a where a.order_id = p_order and a.state = 'waiting');
end $$;

create or replace function went_to_wrong_recipient(p_order text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (select from incident i where i.order_id = p_order);
end $$;

create or replace function department_of_number(p_number text) returns table (id text, name text)
language plpgsql stable rows 1 security definer set search_path = public, pg_temp as $$
begin
  return query select d.id, d.name from fax_number n join department d on d.id = n.department_id
    where n.number = p_number;
end $$;
