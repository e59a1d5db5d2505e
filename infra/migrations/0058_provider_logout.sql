-- Logging out at the identity provider ends sessions here (OpenID Connect Back-Channel Logout 1.0). A session of ours knows
-- the provider's by a hash of issuer and `sid`; null: its ID token named none.
alter table session add column provider_session text check (length(provider_session) = 43);
create index session_by_provider on session (provider_session) where ended_at is null;
alter table room_session add column provider_session text check (length(provider_session) = 43);
create index room_session_by_provider on room_session (provider_session) where ended_at is null;

-- Logout tokens that were used, as hashes, until they are too old to be used at all.
create table logout_token (
  token_hash  text primary key check (length(token_hash) = 43),
  expires_at  timestamptz not null
);
create table room_logout_token (
  token_hash  text primary key check (length(token_hash) = 43),
  expires_at  timestamptz not null
);
create index logout_token_expired on logout_token (expires_at);
create index room_logout_token_expired on room_logout_token (expires_at);
revoke all on logout_token, room_logout_token from public;
grant select, insert, delete on logout_token to kuvert_mailbox;
grant select, insert, delete on room_logout_token to kuvert_room;
