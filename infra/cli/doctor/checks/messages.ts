import type { Check } from '../doctor.ts';
import { count, ok, warn } from '../finding.ts';

/** People do what only people can. */
export const checkMessages: Check = async ({ database }) => {
  const { rows: waiting } = await database.query<{ name: string; number: number }>(
    `select d.name, count(*) as number from handling h join message m on m.id = h.message_id
       join department d on d.id = h.department_id
      where h.state = 'new' and m.available_at < now() - interval '1 day'
      group by d.name order by d.name`,
  );
  const { rows: attention } = await database.query<{ reason: string; number: number }>(
    `select m.attention as reason, count(*) as number from message m join handling h on h.message_id = m.id
      where m.state = 'attention' and h.state in ('new', 'taken') group by 1 order by 1`,
  );
  const { rows: aside } = await database.query<{ name: string; unseen: number }>(
    `select d.name, q.unseen from department d cross join quarantined_in(d.id) q
      where q.unseen_since < now() - interval '7 days' order by d.name`,
  );
  const findings = [
    ...waiting.map(({ name, number }) =>
      warn(
        'messages',
        `${name} has ${count(number, 'fax', 'faxes')} that nobody has taken for over a day`,
        'official documents are registered without delay: ask its members',
      ),
    ),
    ...attention.map(({ reason, number }) =>
      warn(
        'attention',
        `${count(number, 'fax needs', 'faxes need')} attention: ${reason}`,
        'its department sees why and decides',
      ),
    ),
    ...aside.map(({ name, unseen }) =>
      warn(
        'quarantine',
        `${name} has set ${count(unseen, 'fax', 'faxes')} aside as junk that nobody has opened, the oldest for over a week`,
        'a fax that is none may be among them: ask its members to look under Junk',
      ),
    ),
  ];
  return findings.length > 0 ? findings : [ok('messages', 'no fax waits for over a day')];
};
