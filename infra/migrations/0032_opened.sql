-- Who has opened a fax stands in its timeline, each person once; every page that was opened stands in the audit trail.
create unique index timeline_opened on timeline (message_id, person_id) where kind = 'opened';

-- Business systems are told of what was done with a fax, not of who looks at it.
drop trigger message_tells_webhooks on timeline;
create constraint trigger message_tells_webhooks after insert on timeline deferrable initially deferred for each row
  when (new.kind not in ('received', 'sent-here', 'opened')) execute function message_tells_webhooks();

-- What the department there did with what was sent to it within the house, for those who sent it: that it was opened, taken
-- and answered, and when first. Nobody's name, and none of its notes.
create function in_house_there(p_order text) returns table (kind text, at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.kind, min(t.at)
    from send_order o
    join delivery d on d.order_id = o.id
    join in_house i on i.delivery_id = d.id
    join timeline t on t.message_id = i.message_id
   where o.id = p_order and o.channel = 'department' and o.department_id in (select my_departments())
     and t.kind in ('opened', 'taken', 'answered')
   group by t.kind
$$;
revoke all on function in_house_there from public;
grant execute on function in_house_there to kuvert_mailbox;

-- Their browsers look again then.
create function in_house_sender_looks_again() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_notify('kuvert_message', json_build_object('departmentId', d.department_id, 'sendingId', d.order_id)::text)
     from in_house i join delivery d on d.id = i.delivery_id where i.message_id = new.message_id;
  return null;
end $$;
create trigger in_house_sender_looks_again after insert on timeline for each row
  when (new.kind in ('opened', 'taken', 'answered')) execute function in_house_sender_looks_again();
