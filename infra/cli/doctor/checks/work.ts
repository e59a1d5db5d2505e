import type { Check } from '../doctor.ts';
import { count, ok, warn, wrong } from '../finding.ts';

/** Reading by machine takes minutes for a long fax, and a morning's faxes wait for each other: people can read them meanwhile. */
const patience = `case kind when 'recognise' then interval '4 hours' else interval '15 minutes' end`;

/** Background work is done in time; of what waits for other people's machines webhooks.ts and notices.ts say more. */
export const checkWork: Check = async ({ database }) => {
  const { rows: overdue } = await database.query<{
    service: string;
    number: number;
    minutes: number;
  }>(
    `select service, count(*) as number, floor(extract(epoch from now() - min(due_at)) / 60)::int as minutes
       from work where ended_at is null and kind not in ('webhook', 'notice') and due_at < now() - ${patience}
        and (leased_until is null or leased_until < now())
      group by service order by service`,
  );
  const { rows: failing } = await database.query<{ kind: string; error: string; number: number }>(
    `select kind, last_error as error, count(*) as number from work
      where ended_at is null and last_error is not null and attempts > 1 and kind <> 'notice'
      group by kind, last_error order by kind, last_error`,
  );
  const findings = [
    ...overdue.map(({ service, number, minutes }) =>
      wrong(
        'work',
        `${count(number, 'task', 'tasks')} of ${service} overdue, the oldest by ${minutes} minutes`,
        `is ${service} running? Look at its log`,
      ),
    ),
    ...failing.map(({ kind, error, number }) =>
      warn(
        'work',
        `${kind} fails ${count(number, 'time', 'times')} with ${error} and is tried again`,
        'docs/operators-guide.md says what the code means',
      ),
    ),
  ];
  return findings.length > 0 ? findings : [ok('work', 'nothing is overdue or failing')];
};
