-- Single logout by SAML 2.0. A session knows whose it is at the identity provider by a keyed hash of the name that it has for them
-- there, for as long as it goes on; `provider_session` is one of that name and the session's index. The name itself is kept by
-- their browser alone, and here for the minutes between the identity provider's answer and the browser that comes for it.
alter table session add column provider_subject text check (length(provider_subject) = 43);
alter table session add constraint session_names_nobody_after_its_end
  check (ended_at is null or provider_subject is null);
create index session_by_provider_subject on session (provider_subject) where ended_at is null;

-- Whatever ends it.
create function session_forgets_provider() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  new.provider_subject := null;
  return new;
end $$;
create trigger session_forgets_provider before update of ended_at on session for each row
  when (new.ended_at is not null) execute function session_forgets_provider();

alter table login_choice add column saml_session jsonb;

-- Requests of ours to log out there that wait for an answer, by a hash of what comes back with it.
create table saml_logout (
  state_hash  text primary key check (length(state_hash) = 43),
  request_id  text not null,
  created_at  timestamptz not null
);
revoke all on saml_logout from public;
grant select, insert, delete on saml_logout to kuvert_mailbox;
