-- What a partner's system is told of its referrals: where they lie by now, whichever department that is. Outbound reads that
-- of one partner at a time, and nothing else of referrals.
drop policy outbound_tells on referral;
revoke select on referral from kuvert_outbound;

create index partner_message_theirs on partner_message (partner_id, partner_message_id);

-- One of them by its message's id, or those that changed at `p_since` or later; the longest unchanged first.
create function partner_referrals(p_partner text, p_message text, p_since timestamptz, p_most integer)
returns table (id text, state text, is_forwarded boolean, answer_by date, accepted_at timestamptz, changed_at timestamptz,
  department text, address text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, t.state, t.is_forwarded, t.answer_by, t.accepted_at, t.changed_at, d.name, a.address
    from (
      select distinct on (c.partner_message_id) c.partner_message_id as id, r.state, r.answer_by, c.accepted_at, r.changed_at,
             r.department_id, exists (select from forwarding w where w.message_id = r.message_id) as is_forwarded
        from partner_receipt c
        join partner_message m on m.partner_id = c.partner_id and m.partner_message_id = c.partner_message_id
        join referral r on r.message_id = m.message_id
       where c.partner_id = p_partner and (p_message is null or c.partner_message_id = p_message)
       -- what went on lives where it went
       order by c.partner_message_id, r.state = 'forwarded', r.changed_at desc) t
    join department d on d.id = t.department_id
    left join lateral (select a.address from department_address a where a.department_id = d.id
      order by a.created_at, a.address limit 1) a on true
   where p_since is null or t.changed_at >= p_since
   order by t.changed_at, t.id limit p_most
$$;
revoke all on function partner_referrals from public;
grant execute on function partner_referrals to kuvert_outbound;
