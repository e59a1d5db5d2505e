-- SCIM 2.0 (RFC 7643, 7644): a directory of staff says who is there, who has left and who is in which group. What it sends goes
-- through the functions below, each of which looks at the token's own row; no service may write these tables, nor read them.

-- What proves a directory: hashes of random tokens. Tokens of one issuer are of one directory, which sees no other's people.
create table scim_token (
  id            text primary key,
  name          text not null unique check (length(name) between 1 and 100),
  -- of the people whom it tells of, as their logins name it
  issuer        text not null check (length(issuer) between 1 and 500),
  -- the attribute that is their subject there
  subject_from  text not null check (subject_from in ('externalId', 'userName', 'hsaId')),
  token_hash    text not null unique check (length(token_hash) = 43),
  created_at    timestamptz not null,
  expires_at    timestamptz not null check (expires_at > created_at),
  removed_at    timestamptz
);

-- A person as their directory knows them: what people are told apart and called by, and nothing else that it may send.
create table scim_user (
  id            text primary key,
  issuer        text not null,
  person_id     text not null unique references person,
  user_name     text not null check (length(user_name) between 1 and 300),
  external_id   text check (length(external_id) between 1 and 300),
  hsa_id        text check (length(hsa_id) between 1 and 300),
  display_name  text check (length(display_name) <= 300),
  given_name    text check (length(given_name) <= 300),
  family_name   text check (length(family_name) <= 300),
  active        boolean not null,
  created_at    timestamptz not null,
  changed_at    timestamptz not null
);
create unique index scim_user_by_name on scim_user (issuer, lower(user_name));
create unique index scim_user_by_external_id on scim_user (issuer, external_id);

create table scim_group (
  id            text primary key,
  issuer        text not null,
  external_id   text check (length(external_id) between 1 and 200),
  display_name  text not null check (length(display_name) between 1 and 200),
  -- as `department_group` names it
  name          text not null generated always as (coalesce(external_id, display_name)) stored,
  created_at    timestamptz not null,
  changed_at    timestamptz not null,
  unique (issuer, name)
);
create table scim_member (
  group_id  text not null references scim_group on delete cascade,
  user_id   text not null references scim_user on delete cascade,
  primary key (group_id, user_id)
);
create index scim_member_by_user on scim_member (user_id);

alter table scim_token enable row level security;
alter table scim_user enable row level security;
alter table scim_group enable row level security;
alter table scim_member enable row level security;
revoke all on scim_token, scim_user, scim_group, scim_member from public;

-- As 0072_groups.sql and 0069_leavers.sql have them, and it is known who said so: a directory takes back what a directory said, the operator both.
alter table person add column deactivated_by_directory boolean not null default false;
create or replace function deactivate_person(p_person text, p_by text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform hold_people(array[p_person]);
  update person set deactivated_at = coalesce(deactivated_at, p_at), deactivated_by_directory = p_by is not null
   where id = p_person and kind = 'person'
     and (deactivated_at is null or (p_by is null and deactivated_by_directory));
  if not found then return false; end if;
  perform end_sessions_of(p_person, 'deactivated', p_at);
  perform give_back_of(p_person, null);
  perform audit_append(null, 'person-deactivated', null, null, null, concat_ws(' ', p_person, p_by));
  return true;
end $$;
create or replace function activate_person(p_person text, p_by text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update person set deactivated_at = null, deactivated_by_directory = false
   where id = p_person and kind = 'person' and deactivated_at is not null
     and (p_by is null or deactivated_by_directory);
  if not found then return false; end if;
  perform audit_append(null, 'person-activated', null, null, null, concat_ws(' ', p_person, p_by));
  return true;
end $$;

-- As 0072_groups.sql has it, and those that the directory tells.
create or replace function groups_of(p_person text) returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select name from login_group where person_id = p_person
  union
  select g.name from scim_user u join scim_member m on m.user_id = u.id join scim_group g on g.id = m.group_id
   where u.person_id = p_person
$$;

-- Whose token it is; none for one that is unknown, over or taken away.
create function scim_directory(p_token text, p_at timestamptz) returns setof scim_token
language sql stable security definer set search_path = public, pg_temp as $$
  select * from scim_token where token_hash = p_token and removed_at is null and expires_at > p_at
$$;
revoke all on function scim_directory from public;
grant execute on function scim_directory to kuvert_mailbox;

-- Its row, for the functions below; it goes on until their transaction's end.
create function scim_proven(p_token text, p_at timestamptz) returns scim_token
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_token scim_token;
begin
  select * into v_token from scim_token
   where token_hash = p_token and removed_at is null and expires_at > p_at for share;
  if not found then raise exception 'no such token' using errcode = 'insufficient_privilege'; end if;
  return v_token;
end $$;
revoke all on function scim_proven from public;

-- People of the token's directory, by what is asked for by equality (null: any), in the order in which they came.
create function scim_users(
  p_token text, p_at timestamptz, p_id text, p_user_name text, p_external_id text, p_offset integer, p_most integer
) returns table (
  id text, user_name text, external_id text, hsa_id text, display_name text, given_name text, family_name text,
  active boolean, created_at timestamptz, changed_at timestamptz, groups jsonb, total bigint
)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_token scim_token := scim_proven(p_token, p_at);
begin
  return query
    select u.id, u.user_name, u.external_id, u.hsa_id, u.display_name, u.given_name, u.family_name, u.active,
           u.created_at, u.changed_at,
           (select coalesce(jsonb_agg(jsonb_build_object('value', g.id, 'display', g.display_name) order by g.id), '[]')
              from scim_member m join scim_group g on g.id = m.group_id where m.user_id = u.id),
           count(*) over ()
      from scim_user u
     where u.issuer = v_token.issuer and (p_id is null or u.id = p_id)
       and (p_user_name is null or lower(u.user_name) = lower(p_user_name))
       and (p_external_id is null or u.external_id = p_external_id)
     order by u.created_at, u.id offset p_offset limit p_most;
end $$;
revoke all on function scim_users from public;
grant execute on function scim_users to kuvert_mailbox;

-- Adds somebody (`p_is_new`) or makes them what the directory says. Who they are to Kuvert is their issuer and the attribute
-- that the token's row names; it stays what it was. `taken`, `subject-missing`, `subject-changed`, `unknown`, or `done`.
create function scim_save_user(
  p_token text, p_at timestamptz, p_is_new boolean, p_id text, p_person text, p_user_name text, p_external_id text,
  p_hsa_id text, p_display_name text, p_given_name text, p_family_name text, p_called text, p_active boolean
) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_token scim_token := scim_proven(p_token, p_at);
  v_by text := 'scim ' || v_token.id;
  v_subject text := case v_token.subject_from when 'externalId' then p_external_id when 'userName' then p_user_name else p_hsa_id end;
  v_person text;
  v_known text;
  v_was boolean;
begin
  if v_subject is null or v_subject = '' then return 'subject-missing'; end if;
  if exists (select from scim_user u where u.issuer = v_token.issuer and u.id <> p_id
       and (lower(u.user_name) = lower(p_user_name) or u.external_id = p_external_id)) then
    return 'taken';
  end if;
  if p_is_new then
    insert into person (id, issuer, subject, name, created_at) values (p_person, v_token.issuer, v_subject, p_called, p_at)
    on conflict (issuer, subject) do update set name = excluded.name returning id into v_person;
    if exists (select from scim_user u where u.person_id = v_person)
       or not exists (select from person p where p.id = v_person and p.kind = 'person') then
      return 'taken';
    end if;
    insert into scim_user (id, issuer, person_id, user_name, external_id, hsa_id, display_name, given_name, family_name,
      active, created_at, changed_at)
    values (p_id, v_token.issuer, v_person, p_user_name, p_external_id, p_hsa_id, p_display_name, p_given_name,
      p_family_name, p_active, p_at, p_at);
    perform hold_people(array[v_person]);
    perform audit_append(null, 'scim-user-added', null, null, null, v_person || ' ' || v_by);
  else
    select u.person_id, p.subject, u.active into v_person, v_known, v_was
      from scim_user u join person p on p.id = u.person_id
     where u.id = p_id and u.issuer = v_token.issuer for no key update of p;
    if not found then return 'unknown'; end if;
    perform hold_people(array[v_person]);
    if v_known <> v_subject then return 'subject-changed'; end if;
    update scim_user u set user_name = p_user_name, external_id = p_external_id, hsa_id = p_hsa_id,
           display_name = p_display_name, given_name = p_given_name, family_name = p_family_name, active = p_active,
           changed_at = p_at where u.id = p_id;
    update person set name = p_called where id = v_person;
    perform audit_append(null, 'scim-user-changed', null, null, null, v_person || ' ' || v_by);
  end if;
  if p_active then perform activate_person(v_person, v_by);
  else perform deactivate_person(v_person, v_by, p_at);
  end if;
  return 'done';
end $$;
revoke all on function scim_save_user from public;
grant execute on function scim_save_user to kuvert_mailbox;

-- Somebody is gone from the directory: with them goes all that they had by groups, and every login. False when unknown.
create function scim_remove_user(p_token text, p_at timestamptz, p_id text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_token scim_token := scim_proven(p_token, p_at);
  v_by text := 'scim ' || v_token.id;
  v_person text;
begin
  delete from scim_user u where u.id = p_id and u.issuer = v_token.issuer returning u.person_id into v_person;
  if not found then return false; end if;
  perform deactivate_person(v_person, v_by, p_at);
  delete from login_group where person_id = v_person;
  perform apply_groups(v_person, 'scim', p_at);
  perform audit_append(null, 'scim-user-removed', null, null, null, v_person || ' ' || v_by);
  return true;
end $$;
revoke all on function scim_remove_user from public;
grant execute on function scim_remove_user to kuvert_mailbox;

-- Groups of the token's directory; `members` only where they are asked for.
create function scim_groups(
  p_token text, p_at timestamptz, p_id text, p_display_name text, p_external_id text, p_with_members boolean,
  p_offset integer, p_most integer
) returns table (
  id text, external_id text, display_name text, created_at timestamptz, changed_at timestamptz, members jsonb, total bigint
)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_token scim_token := scim_proven(p_token, p_at);
begin
  return query
    select g.id, g.external_id, g.display_name, g.created_at, g.changed_at,
           case when p_with_members then (
             select coalesce(jsonb_agg(jsonb_build_object('value', u.id, 'display', coalesce(u.display_name, u.user_name))
                      order by u.created_at, u.id), '[]')
               from scim_member m join scim_user u on u.id = m.user_id where m.group_id = g.id) end,
           count(*) over ()
      from scim_group g
     where g.issuer = v_token.issuer and (p_id is null or g.id = p_id)
       and (p_display_name is null or lower(g.display_name) = lower(p_display_name))
       and (p_external_id is null or g.external_id = p_external_id)
     order by g.created_at, g.id offset p_offset limit p_most;
end $$;
revoke all on function scim_groups from public;
grant execute on function scim_groups to kuvert_mailbox;

-- Adds a group or changes one: its names, and who is in it. `p_all` are its members from now on (null: as they were), before
-- `p_gone` leave and `p_come` come. Everybody whose groups change by it is what they say at once. `taken`, `unknown`,
-- `member-unknown`, or `done`.
create function scim_save_group(
  p_token text, p_at timestamptz, p_is_new boolean, p_id text, p_external_id text, p_display_name text,
  p_all text[], p_gone text[], p_come text[]
) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_token scim_token := scim_proven(p_token, p_at);
  v_by text := 'scim ' || v_token.id;
  v_before text;
  v_name text := coalesce(p_external_id, p_display_name);
  v_old text[];
  v_new text[];
  v_people text[];
  v_person text;
begin
  if exists (select from scim_group g where g.issuer = v_token.issuer and g.name = v_name and g.id <> p_id) then
    return 'taken';
  end if;
  if p_is_new then
    insert into scim_group (id, issuer, external_id, display_name, created_at, changed_at)
    values (p_id, v_token.issuer, p_external_id, p_display_name, p_at, p_at);
  else
    select g.name into v_before from scim_group g where g.id = p_id and g.issuer = v_token.issuer for update;
    if not found then return 'unknown'; end if;
    update scim_group g set external_id = p_external_id, display_name = p_display_name, changed_at = p_at where g.id = p_id;
  end if;
  select coalesce(array_agg(m.user_id), '{}') into v_old from scim_member m where m.group_id = p_id;
  select coalesce(array_agg(distinct wanted.id), '{}') into v_new from (
    select each as id from unnest(coalesce(p_all, v_old)) each where each <> all(p_gone)
    union select each from unnest(p_come) each) wanted;
  if exists (select from unnest(v_new) each
       where not exists (select from scim_user u where u.id = each and u.issuer = v_token.issuer)) then
    raise exception 'no such member' using errcode = 'foreign_key_violation';
  end if;
  delete from scim_member m where m.group_id = p_id and m.user_id <> all(v_new);
  insert into scim_member (group_id, user_id) select p_id, each from unnest(v_new) each on conflict do nothing;
  v_people := array(
    select u.person_id from scim_user u
     where (u.id = any(v_old) or u.id = any(v_new))
       and (v_before is distinct from v_name or not (u.id = any(v_old) and u.id = any(v_new))));
  perform hold_people(v_people);
  foreach v_person in array v_people loop
    perform apply_groups(v_person, 'scim', p_at);
  end loop;
  perform audit_append(null, case when p_is_new then 'scim-group-added' else 'scim-group-changed' end, null, null, null,
    'group ' || p_id || ' ' || v_by);
  return 'done';
end $$;
revoke all on function scim_save_group from public;
grant execute on function scim_save_group to kuvert_mailbox;

-- A group is gone, and nobody is in it any more. False when unknown.
create function scim_remove_group(p_token text, p_at timestamptz, p_id text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_token scim_token := scim_proven(p_token, p_at);
  v_people text[] := array(
    select u.person_id from scim_group g join scim_member m on m.group_id = g.id join scim_user u on u.id = m.user_id
     where g.id = p_id and g.issuer = v_token.issuer);
  v_person text;
begin
  delete from scim_group g where g.id = p_id and g.issuer = v_token.issuer;
  if not found then return false; end if;
  perform hold_people(v_people);
  foreach v_person in array v_people loop
    perform apply_groups(v_person, 'scim', p_at);
  end loop;
  perform audit_append(null, 'scim-group-removed', null, null, null, 'group ' || p_id || ' scim ' || v_token.id);
  return true;
end $$;
revoke all on function scim_remove_group from public;
grant execute on function scim_remove_group to kuvert_mailbox;
