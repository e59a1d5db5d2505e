-- A number that a department has neither verified nor reached is looked at twice before a fax goes there.
create index delivery_reached on delivery (department_id, to_number) where state = 'delivered';

-- Sees what its caller sees. A number that was reported as a wrong one is not known because something arrived there.
create function is_known_number(p_department text, p_number text) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select from contact c where c.department_id = p_department and c.number = p_number
            and c.removed_at is null and c.verified_at is not null and c.number_refused_at is null)
      or exists (select from delivery d where d.department_id = p_department and d.to_number = p_number
            and d.state = 'delivered' and not exists (select from incident i where i.order_id = d.order_id))
$$;
revoke all on function is_known_number from public;
grant execute on function is_known_number to kuvert_mailbox;

-- That the sender has typed the last digits of the very number that it goes to.
create table second_look (
  order_id       text not null references send_order,
  department_id  text not null references department,
  number         text not null,
  digits         text not null check (digits = right(number, 4)),
  person_id      text not null references person,
  at             timestamptz not null,
  primary key (order_id, number)
);
alter table second_look enable row level security;
revoke all on second_look from public;
grant select, insert on second_look to kuvert_mailbox;
create policy mailbox_reads on second_look for select to kuvert_mailbox
  using (order_id in (select id from send_order));
create policy mailbox_looks on second_look for insert to kuvert_mailbox with check (
  person_id = current_setting('kuvert.person', true)
  and exists (select from send_order o where o.id = order_id and o.stage = 'draft' and o.created_by = person_id
    and o.department_id = second_look.department_id and o.to_number = number));

create function send_order_is_looked_at() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_known_number(new.department_id, new.to_number)
     and not exists (select from second_look l where l.order_id = new.id and l.number = new.to_number) then
    raise exception 'a number that is not known asks for a second look' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger send_order_is_looked_at before update on send_order
  for each row when (new.stage = 'sent' and old.stage <> 'sent') execute function send_order_is_looked_at();
