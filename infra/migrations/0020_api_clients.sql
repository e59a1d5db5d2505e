-- Business systems act through an API of their own. Who acts is a row of `person`, of one of two kinds, so that whatever
-- names who did something names a system as well. A system never logs in, is no member and answers no telephone: it acts in
-- the one department that its row names, until it is switched off.
alter table person add column kind text not null default 'person' check (kind in ('person', 'system'));
alter table person add constraint person_of_kind unique (id, kind);
revoke insert on person from kuvert_mailbox;
grant insert (id, issuer, subject, name, locale, created_at) on person to kuvert_mailbox;

alter table membership add column kind text not null default 'person' check (kind = 'person');
alter table membership add foreign key (person_id, kind) references person (id, kind);
alter table front_desk add column kind text not null default 'person' check (kind = 'person');
alter table front_desk add foreign key (person_id, kind) references person (id, kind);
alter table session add column kind text not null default 'person' check (kind = 'person');
alter table session add foreign key (person_id, kind) references person (id, kind);

create table api_client (
  id             text primary key,
  kind           text not null default 'system' check (kind = 'system'),
  department_id  text not null references department,
  scopes         text[] not null check (cardinality(scopes) > 0 and scopes <@ array[
                   'messages:list', 'messages:fetch', 'messages:register', 'sendings:read', 'sendings:write']),
  created_at     timestamptz not null,
  off_at         timestamptz,
  foreign key (id, kind) references person (id, kind)
);

-- Hashes of random secrets: two at most, so that one takes the other's place without a gap.
create table api_client_secret (
  secret_hash  text primary key,
  client_id    text not null references api_client,
  created_at   timestamptz not null,
  -- of one that was followed by another
  expires_at   timestamptz
);
create unique index api_client_secret_newest on api_client_secret (client_id) where expires_at is null;
create unique index api_client_secret_older on api_client_secret (client_id) where expires_at is not null;

revoke all on api_client, api_client_secret from public;
-- Looked up at each request, before anybody acts.
grant select on api_client, api_client_secret to kuvert_mailbox;

create or replace function my_departments() returns setof text
language plpgsql stable rows 10 security definer set search_path = public, pg_temp as $$
begin
  return query select m.department_id from membership m where m.person_id = current_setting('kuvert.person', true)
     union all select c.department_id from api_client c
                where c.id = current_setting('kuvert.person', true) and c.off_at is null;
end $$;
