-- Logging in by smart card, at a listener of the mailbox's of its own.

-- A login that began by the one means doesn't end by the other.
alter table login_attempt add column means text not null default 'sso' check (means in ('sso', 'card'));
alter table room_login_attempt add column means text not null default 'sso' check (means in ('sso', 'card'));

-- Whom a card named, from the listener to the mailbox's origin: used once, gone within a minute or so.
create table card_hand_over (
  id_hash     text primary key,
  -- of the login under way, and by it of the browser that began it
  state_hash  text not null,
  subject     text not null,
  name        text not null,
  loa         text not null check (loa in ('LoA1', 'LoA2', 'LoA3', 'LoA4')),
  expires_at  timestamptz not null
);

-- What CAs publish of revoked certificates, as it was last fetched: for all replicas, and over a start while a CA is away.
create table card_crl (
  url          text primary key,
  der          bytea,
  next_update  timestamptz,
  fetched_at   timestamptz,
  asked_at     timestamptz not null,
  -- why the last question brought nothing
  error        text
);

-- Until when the listener's own certificate is good, as its last start found it.
create table card_listener (
  id          text primary key default 'here' check (id = 'here'),
  origin      text not null,
  good_until  timestamptz not null
);

revoke all on card_hand_over, card_crl, card_listener from public;
grant select, insert, delete on card_hand_over to kuvert_mailbox;
grant select, insert, update, delete on card_crl to kuvert_mailbox;
grant select, insert, update on card_listener to kuvert_mailbox;
