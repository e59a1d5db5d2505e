-- What a business system calls a fax that it sends, such as a case number: given back while it follows, and found by. Not
-- sealed, as the reference under which a received fax was registered isn't. Of what people write there is none.
alter table send_order add column reference text check (length(reference) between 1 and 100);
create index send_order_reference on send_order (department_id, reference) where reference is not null;
grant insert (reference) on send_order to kuvert_mailbox;
create policy reference_is_a_systems on send_order as restrictive for insert to kuvert_mailbox
  with check (reference is null or exists (select from api_client c where c.id = created_by));
