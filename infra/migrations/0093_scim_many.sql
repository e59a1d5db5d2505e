-- As 0075_scim.sql has it, with who comes and who goes told apart by sets: each of a group's members was looked for among all the
-- others, by which one who came or went in a group of ten thousand took half a minute. And of a group that makes nobody a member
-- nobody's memberships are gone through.
create or replace function scim_save_group(
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
  v_leave text[];
  v_join text[];
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
  v_old := array(select m.user_id from scim_member m where m.group_id = p_id);
  v_new := array(select unnest(coalesce(p_all, v_old)) except select unnest(p_gone) union select unnest(p_come));
  v_leave := array(select unnest(v_old) except select unnest(v_new));
  v_join := array(select unnest(v_new) except select unnest(v_old));
  -- whoever is in it is one of the directory's already
  if cardinality(v_join) <> (select count(*) from scim_user u where u.id = any(v_join) and u.issuer = v_token.issuer) then
    raise exception 'no such member' using errcode = 'foreign_key_violation';
  end if;
  delete from scim_member m where m.group_id = p_id and m.user_id = any(v_leave);
  insert into scim_member (group_id, user_id) select p_id, unnest(v_join);
  v_people := array(
    select u.person_id from scim_user u
     where u.id = any(case when v_before is distinct from v_name then v_old || v_join else v_leave || v_join end)
       and exists (select from department_group d where d.issuer = v_token.issuer and d.name in (v_name, v_before)));
  perform hold_people(v_people);
  foreach v_person in array v_people loop
    perform apply_groups(v_person, 'scim', p_at);
  end loop;
  perform audit_append(null, case when p_is_new then 'scim-group-added' else 'scim-group-changed' end, null, null, null,
    'group ' || p_id || ' ' || v_by);
  return 'done';
end $$;
