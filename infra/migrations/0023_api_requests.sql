-- What a business system asked for under an `Idempotency-Key`: one key, one order, however often the request comes. The key
-- of an order is taken in the very transaction that sends it.
create table api_request (
  client_id     text not null references api_client,
  key           text not null check (length(key) between 1 and 200),
  -- the draft's, so that two processes that work on one request write one draft
  request_id    text not null unique,
  -- of the request's content, salted by the id above
  fingerprint   text not null,
  created_at    timestamptz not null,
  -- until then somebody works on it; after it whoever asks again goes on
  leased_until  timestamptz not null,
  -- null until it is sent
  order_id      text unique references send_order,
  primary key (client_id, key)
);
alter table api_request enable row level security;
revoke all on api_request from public;
grant select, insert, delete, update (leased_until) on api_request to kuvert_mailbox;
create policy mailbox_reads on api_request for select to kuvert_mailbox
  using (client_id = current_setting('kuvert.person', true));
create policy mailbox_claims on api_request for insert to kuvert_mailbox
  with check (client_id = current_setting('kuvert.person', true) and order_id is null);
create policy mailbox_goes_on on api_request for update to kuvert_mailbox
  using (client_id = current_setting('kuvert.person', true));
-- A key is free again when nothing was sent under it, or a week after.
create policy mailbox_frees on api_request for delete to kuvert_mailbox
  using (client_id = current_setting('kuvert.person', true)
    and (order_id is null or created_at < now() - interval '7 days'));

create function system_order_has_its_key() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from api_client c where c.id = new.created_by) then return new; end if;
  update api_request r set order_id = new.id
   where r.client_id = new.created_by and r.request_id = new.request_id and r.order_id is null;
  if not found then
    raise exception 'a system sends under a key, and once' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger system_order_has_its_key before update on send_order
  for each row when (new.stage = 'sent' and old.stage <> 'sent') execute function system_order_has_its_key();
