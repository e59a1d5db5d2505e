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
  ];
  return findings.length > 0 ? findings : [ok('messages', 'no fax waits for over a day')];
};
