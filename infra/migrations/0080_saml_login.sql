-- Logging in by SAML 2.0, beside OpenID Connect and smart cards.

-- A login that began by the one means doesn't end by the other.
alter table login_attempt drop constraint login_attempt_means_check;
alter table login_attempt add constraint login_attempt_means_check check (means in ('sso', 'card', 'saml'));

-- The identity provider's site posts its answer, and no cookie of ours comes along: whom it names waits here, for the browser
-- that began the login to come with a token; one or several to choose among.
alter table login_choice drop constraint login_choice_leaves_a_choice;
alter table login_choice add constraint login_choice_subjects_check check (cardinality(subjects) between 1 and 20);

-- Assertions that logged somebody in, by hashes of their ids: until nobody would accept them any more, on any replica.
create table saml_assertion (
  id_hash       text primary key check (length(id_hash) = 43),
  usable_until  timestamptz not null
);

-- An identity provider's metadata as they were last good: for all replicas, and over a start while it is away.
create table saml_provider (
  entity_id    text primary key,
  xml          bytea,
  valid_until  timestamptz,
  -- of the keys that sign its answers, the last one's
  keys_until   timestamptz,
  fetched_at   timestamptz,
  asked_at     timestamptz not null,
  -- why the last question brought nothing
  error        text
);

-- Until when our own certificate is good, as the last start found it.
create table saml_service (
  id          text primary key default 'here' check (id = 'here'),
  entity_id   text not null,
  good_until  timestamptz not null
);

revoke all on saml_assertion, saml_provider, saml_service from public;
grant select, insert, delete on saml_assertion to kuvert_mailbox;
grant select, insert, update on saml_provider, saml_service to kuvert_mailbox;
