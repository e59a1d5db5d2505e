import type { MemberRole } from '@kuvert/shared/member-role';

import { addGroup, removeGroup } from '../actions/groups.ts';
import { argument, optionalOption, requiredOption, type Command } from '../command.ts';
import { findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';
import { memberRoleOf } from './member.ts';

const issuerHelp =
  '  --issuer URL  whose group it is: the issuer of the people in it, as `person list` shows it';

export const groupAdd: Command = {
  name: 'department group add',
  arguments: 'DEPARTMENT GROUP',
  options: { issuer: { type: 'string' }, role: { type: 'string' } },
  optionHelp: [
    '  GROUP         its id or name in the directory, or the HSA-id of a commission',
    issuerHelp,
    '  --role ROLE   of its members in the department: reader, handler (unless told) or administrator',
  ],
  summary:
    'makes whoever is in a group of the directory a member; each is announced to the department',
  run: async (context) => {
    const { database } = await context.house();
    const group = {
      issuer: requiredOption(context, 'issuer'),
      name: argument(context, 1),
      departmentId: await findDepartment(database, argument(context, 0)),
      role: memberRoleOf(optionalOption(context, 'role') ?? 'handler'),
    };
    await addGroup({ database, clock: context.clock })(group);
    return {
      lines: [
        `Whoever is in ${group.name} is ${group.role} of ${argument(context, 0)} from now on.`,
      ],
      data: group,
    };
  },
};

export const groupRemove: Command = {
  name: 'department group remove',
  arguments: 'DEPARTMENT GROUP',
  options: { issuer: { type: 'string' } },
  optionHelp: [issuerHelp],
  summary: 'ends that, and the memberships that came of it, at once',
  run: async (context) => {
    const { database } = await context.house();
    const group = {
      issuer: requiredOption(context, 'issuer'),
      name: argument(context, 1),
      departmentId: await findDepartment(database, argument(context, 0)),
    };
    await removeGroup({ database, clock: context.clock })(group);
    return {
      lines: [`${group.name} makes nobody a member of ${argument(context, 0)} any more.`],
      data: group,
    };
  },
};

interface Row {
  readonly department: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly issuer: string;
  readonly members: number;
}

export const groupList: Command = {
  name: 'department group list',
  summary:
    'groups of the directory that make members, and how many of each department are members by groups',
  run: async ({ house }) => {
    const { database } = await house();
    const { rows } = await database.query<Row>(
      `select d.name as department, g.name, g.role, g.issuer,
              (select count(*)::int from membership m join person p on p.id = m.person_id
                where m.department_id = d.id and m.origin = 'group' and p.issuer = g.issuer) as members
         from department_group g join department d on d.id = g.department_id order by 1, 2, 4`,
    );
    return {
      lines: tableLines(
        ['department', 'group', 'role', 'members by groups', 'issuer'],
        rows.map((row) => [row.department, row.name, row.role, String(row.members), row.issuer]),
      ),
      data: rows,
    };
  },
};
