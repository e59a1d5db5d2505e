-- What is sent again under an id is the same message only with the same content: what was changed after an answer that got
-- lost is not taken for sent.
alter table room_message add column content_sha256 text;

-- As 0043_room.sql has it; `other-content`: under that id something else was filed.
drop function file_from_room;
create function file_from_room(
  p_id text, p_message text, p_function text, p_department text, p_conversation text, p_ref text, p_key text,
  p_details bytea, p_room_key text, p_room_details bytea, p_lines integer[], p_blank integer[], p_rotate integer[],
  p_intake jsonb, p_content_sha256 text, p_at timestamptz
) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_person text := current_setting('kuvert.person', true);
  v_function partner_function;
  v_partner partner;
  v_department department;
  v_address text;
  v_before room_message;
begin
  select * into v_before from room_message r where r.id = p_id;
  if found then
    return case when v_before.person_id is distinct from v_person then 'not-found'
                when v_before.content_sha256 is distinct from p_content_sha256 then 'other-content'
                else 'filed-before' end;
  end if;
  select * into v_function from partner_function f where f.id = p_function and f.id in (select my_functions());
  select * into v_department from department d where d.id = p_department;
  select a.address into v_address from department_address a where a.department_id = p_department
   order by a.created_at, a.address limit 1;
  if v_function.id is null or v_address is null
     or not exists (select from department_key k where k.id = p_key and k.department_id = p_department)
     or not exists (select from room_key k where k.id = p_room_key and k.function_id = p_function)
     or (p_conversation <> p_id and not exists (select from room_message r
       where r.conversation_id = p_conversation and r.function_id = p_function and r.department_id = p_department))
     or (p_ref is not null and not exists (select from room_message r
       where r.id = p_ref and r.conversation_id = p_conversation)) then
    return 'not-found';
  end if;
  select * into v_partner from partner p where p.id = v_function.partner_id for update;
  if (select count(*) from room_message r where r.partner_id = v_partner.id and r.message_id is not null
       and r.at > p_at - interval '1 day') >= v_partner.most_a_day then
    return 'too-many';
  end if;

  insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state, pages,
      damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
  values (p_message, p_department, 'room', v_function.number, v_address, p_at, p_at, 'available', cardinality(p_lines), 0, 0,
      p_blank, false, 'none');
  insert into message_page (message_id, department_id, page, lines, damaged_lines, damage, missing_lines, ended_early, blank,
      rotate)
  select p_message, p_department, page, lines, 0, '{}', 0, false, page = any (p_blank), rotate
    from unnest(p_lines, p_rotate) with ordinality as p (lines, rotate, page);
  insert into message_intake (message_id, department_id, repaired, decrypted, missing_pages, removed)
  select p_message, p_department, i.repaired, i.decrypted, i."missingPages", i.removed
    from jsonb_to_record(p_intake) as i (repaired boolean, decrypted boolean, "missingPages" integer, removed jsonb)
   where p_intake is not null;
  insert into partner_message (message_id, department_id, key_id, partner_id, function_id, partner_name, function_name,
      partner_message_id, conversation_id, ref_to_message_id, confidential, department_address, details)
  values (p_message, p_department, p_key, v_partner.id, p_function, v_partner.name, v_function.name, p_id, p_conversation,
      p_ref, true, v_address, p_details);
  insert into room_message (id, partner_id, function_id, department_id, department_name, conversation_id, ref_to_message_id,
      message_id, person_id, at, pages, key_id, details, content_sha256)
  values (p_id, v_partner.id, p_function, p_department, v_department.name, p_conversation, p_ref, p_message, v_person, p_at,
      cardinality(p_lines), p_room_key, p_room_details, p_content_sha256);
  insert into handling (message_id, department_id) values (p_message, p_department);
  insert into timeline (id, message_id, department_id, at, kind) values
    (gen_random_uuid()::text, p_message, p_department, p_at, 'received'),
    (gen_random_uuid()::text, p_message, p_department, p_at, 'available');
  insert into work (id, service, kind, subject, due_at, created_at)
  select gen_random_uuid()::text, 'mailbox', kind, p_message, now(), now()
    from unnest(array['recognise', 'find-resends']) kind;
  perform pg_notify('kuvert_message', json_build_object('departmentId', p_department, 'messageId', p_message)::text);
  return 'filed';
end $$;
revoke all on function file_from_room from public;
grant execute on function file_from_room to kuvert_room;
