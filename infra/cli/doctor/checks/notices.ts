import type { Check } from '../doctor.ts';
import { count, ok, warn, wrong, type Finding } from '../finding.ts';

/** Who is to be told by mail is told. Names of departments and of partners' functions, and no addresses. */
export const checkNotices: Check = async ({ database }) => {
  const { rows: unreachable } = await database.query<{ name: string }>(
    `select d.name from notice_setting s join department d on d.id = s.department_id
      where not exists (select from notice_address a where a.department_id = d.id) order by d.name`,
  );
  const { rows: untold } = await database.query<{ name: string }>(
    `select p.name || ', ' || f.name as name from partner_function f join partner p on p.id = f.partner_id
      where f.removed_at is null and p.off_at is null and partner_function_channel(f.id) = 'room'
        and not exists (select from notice_address a where a.function_id = f.id) order by 1`,
  );
  const { rows: failed } = await database.query<{ name: string; code: string; number: number }>(
    `select a.name, coalesce(l.last_code, l.outcome) as code, count(*)::int as number
       from (select a.id, d.name from notice_address a join notice_setting s on s.department_id = a.department_id
               join department d on d.id = s.department_id
             union all
             select a.id, p.name || ', ' || f.name from notice_address a join partner_function f on f.id = a.function_id
               join partner p on p.id = f.partner_id where f.removed_at is null and p.off_at is null) a
       join lateral (select outcome, last_code from notice n
         where n.address_id = a.id and n.ended_at is not null order by n.ended_at desc limit 1) l on true
      where l.outcome in ('refused', 'given-up') group by 1, 2 order by 1, 2`,
  );
  const { rows: late } = await database.query<{ number: number; code: string | null }>(
    `select count(*)::int as number, max(n.last_code) as code from notice n join work w
         on w.kind = 'notice' and w.subject = n.id
      where n.ended_at is null and n.created_at < now() - interval '15 minutes'`,
  );
  const findings: Finding[] = [
    ...unreachable.map(({ name }) =>
      warn('notices', `${name} is to be told by mail, and has no address`, '`kuvert notices add`'),
    ),
    ...untold.map(({ name }) =>
      warn(
        'notices',
        `nobody at ${name} is told that something lies in the room`,
        '`kuvert room-notices set`, with an address of the function',
      ),
    ),
    ...failed.map(({ name, code, number }) =>
      wrong(
        'notices',
        `${count(number, 'address', 'addresses')} of ${name} could not be told by mail: ${code}`,
        '`kuvert notices list` or `kuvert room-notices list` says which; docs/operators-guide.md says what the code means',
      ),
    ),
  ];
  const waiting = late[0];
  if (waiting && waiting.number > 0)
    findings.push(
      wrong(
        'notices',
        `${count(waiting.number, 'notice waits', 'notices wait')} to be sent: ${waiting.code ?? 'none was tried'}`,
        'is outbound running, with SMTP_URL, and does the mail server answer? They are tried for six hours',
      ),
    );
  return findings.length > 0 ? findings : [ok('notices', 'no notice is late or was refused')];
};
