import type { Queryable } from '@kuvert/platform/postgres/database';

import type { Check } from '../doctor.ts';
import { count, ok, warn, wrong, type Finding } from '../finding.ts';

interface Row {
  readonly name: string;
  readonly unassigned: boolean;
  readonly closedDown: boolean;
  readonly members: number;
  readonly administrators: number;
  readonly handlers: number;
  readonly numbers: number;
  readonly keys: number;
}

/** Messages that aren't done and whose named handlers have all left; an administrator of the department takes them over. */
const checkRestricted = async (database: Queryable): Promise<readonly Finding[]> => {
  const { rows } = await database.query<{ name: string; messages: number; administrators: number }>(
    `select d.name, count(*)::int as messages,
            (select count(*)::int from membership a join person p on p.id = a.person_id and p.deactivated_at is null
              where a.department_id = d.id and a.role = 'administrator') as administrators
       from restriction r join department d on d.id = r.department_id
       join handling h on h.message_id = r.message_id and h.state in ('new', 'taken')
      where not exists (
        select from named_handler n join membership m on m.person_id = n.person_id and m.department_id = r.department_id
          join person p on p.id = m.person_id and p.deactivated_at is null
         where n.message_id = r.message_id and m.role <> 'reader')
      group by d.id order by d.name`,
  );
  return rows.map(({ name, messages, administrators }) =>
    (administrators > 0 ? warn : wrong)(
      'restricted',
      `${count(messages, 'restricted message', 'restricted messages')} of ${name} can be opened by nobody who is left`,
      administrators > 0
        ? 'have an administrator of the department take them over'
        : 'make somebody the administrator who takes them over: `kuvert member role PERSON DEPARTMENT administrator`',
    ),
  );
};

/** Every department can be sealed for and is read by somebody. */
export const checkDepartments: Check = async ({ database }) => {
  const { rows } = await database.query<Row>(
    `select d.name, d.unassigned, d.closed_down_at is not null as "closedDown",
            (select count(*) from membership m join person p on p.id = m.person_id and p.deactivated_at is null
              where m.department_id = d.id) as members,
            (select count(*) from membership m join person p on p.id = m.person_id and p.deactivated_at is null
              where m.department_id = d.id and m.role = 'administrator') as administrators,
            (select count(*) from membership m join person p on p.id = m.person_id and p.deactivated_at is null
              where m.department_id = d.id and m.role <> 'reader') as handlers,
            (select count(*) from fax_number n where n.department_id = d.id) as numbers,
            (select count(*) from department_key k where k.department_id = d.id and k.retired_at is null) as keys
       from department d order by d.name`,
  );
  const findings = rows.flatMap(aboutOne);
  if (!rows.some(({ unassigned }) => unassigned))
    findings.push(
      wrong(
        'unassigned',
        'no department gets the faxes to numbers that nobody owns: they can not be filed',
        'run `kuvert department add NAME --unassigned` and give it members',
      ),
    );
  const unlooked = rows.filter(
    ({ members, administrators }) => members > 0 && administrators === 0,
  );
  if (unlooked.length > 0)
    findings.push(
      warn(
        'administrators',
        `nobody looks after ${unlooked.map(({ name }) => name).join(', ')}: all handlers there are told of new members and the like`,
        'run `kuvert member role PERSON DEPARTMENT administrator`',
      ),
    );
  const numbers = rows.reduce((sum, row) => sum + row.numbers, 0);
  if (numbers === 0)
    findings.push(
      warn(
        'numbers',
        'no fax number belongs to a department',
        'run `kuvert number add NUMBER DEPARTMENT`',
      ),
    );
  return [
    ok(
      'departments',
      `${count(rows.length, 'department', 'departments')}, ${count(numbers, 'number', 'numbers')}`,
    ),
    ...findings,
    ...(await checkRestricted(database)),
  ];
};

const aboutOne = ({
  name,
  unassigned,
  closedDown,
  members,
  handlers,
  numbers,
  keys,
}: Row): readonly Finding[] => {
  const findings: Finding[] = [];
  if (keys === 0)
    findings.push(
      wrong(
        'departments',
        `${name} has no active key: its faxes can not be sealed`,
        'run `kuvert keys rotate` for it',
      ),
    );
  if (unassigned && handlers === 0)
    findings.push(
      wrong(
        'unassigned',
        `${name} has nobody who takes care of its faxes: ingest takes none in, for any department, from its next start on; carriers keep them`,
        `run \`kuvert member add PERSON "${name}"\`; ingest notices by itself`,
      ),
    );
  if (!unassigned && members === 0)
    findings.push(
      warn(
        'departments',
        closedDown
          ? `${name} is closed down and has no members: nobody can read what is there`
          : `${name} has no members: nobody sees its faxes`,
        'run `kuvert member add PERSON DEPARTMENT`',
      ),
    );
  // no number leads to one that is closed down
  if (numbers === 0 && !unassigned && !closedDown)
    findings.push(
      warn('numbers', `${name} has no fax number`, 'run `kuvert number add NUMBER DEPARTMENT`'),
    );
  return findings;
};
