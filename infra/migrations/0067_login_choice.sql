-- A login whose provider knows the person by several identities, such as HSA-ids: kept while they choose one, ten minutes at
-- most, as hashes where a browser brings a secret.
create table login_choice (
  token_hash        text primary key check (length(token_hash) = 43),
  browser_hash      text not null,
  issuer            text not null,
  subjects          text[] not null check (cardinality(subjects) between 2 and 20),
  name              text not null,
  loa               text check (loa in ('LoA1', 'LoA2', 'LoA3', 'LoA4')),
  provider_session  text check (length(provider_session) = 43),
  is_step_up        boolean not null,
  return_to         text not null,
  created_at        timestamptz not null
);
create table room_login_choice (like login_choice including all);
revoke all on login_choice, room_login_choice from public;
grant select, insert, delete on login_choice to kuvert_mailbox;
grant select, insert, delete on room_login_choice to kuvert_room;
