import { memberRoles, parseMemberRole, type MemberRole } from '@kuvert/shared/member-role';

import { addMember, removeMember, setMemberRole } from '../actions/departments.ts';
import { CommandError } from '../command-error.ts';
import { argument, optionalOption, type Command, type CommandContext } from '../command.ts';
import { findDepartment, findPerson } from '../find.ts';
import type { House } from '../house.ts';
import { tableLines } from '../table.ts';

const both = async (context: CommandContext, { database }: House) => ({
  personId: await findPerson(database, argument(context, 0)),
  departmentId: await findDepartment(database, argument(context, 1)),
});

/** A role by its name. @throws CommandError `usage-wrong` */
export const memberRoleOf = (text: string): MemberRole => {
  const role = parseMemberRole(text);
  if (role === undefined)
    throw new CommandError('usage-wrong', `A role is one of ${memberRoles.join(', ')}.`);
  return role;
};

export const memberAdd: Command = {
  name: 'member add',
  arguments: 'PERSON DEPARTMENT',
  options: { role: { type: 'string' } },
  optionHelp: [
    '  --role ROLE  reader (reads alone), handler (takes care of what comes, and sends; unless told), or',
    '               administrator (a handler who looks after the department)',
  ],
  summary: "lets a person (by id or subject) see a department's faxes",
  run: async (context) => {
    const house = await context.house();
    const ids = await both(context, house);
    const role = memberRoleOf(optionalOption(context, 'role') ?? 'handler');
    await addMember({ database: house.database, clock: context.clock })({ ...ids, role });
    return {
      lines: [`${argument(context, 0)} is a member of ${argument(context, 1)} now, ${role}.`],
      data: { ...ids, role },
    };
  },
};

export const memberRole: Command = {
  name: 'member role',
  arguments: 'PERSON DEPARTMENT ROLE',
  summary: `gives a member another role, at once: ${memberRoles.join(', ')}`,
  run: async (context) => {
    const house = await context.house();
    const member = { ...(await both(context, house)), role: memberRoleOf(argument(context, 2)) };
    await setMemberRole({ database: house.database })(member);
    return {
      lines: [`${argument(context, 0)} is ${member.role} of ${argument(context, 1)} now.`],
      data: member,
    };
  },
};

export const memberRemove: Command = {
  name: 'member remove',
  arguments: 'PERSON DEPARTMENT',
  summary: 'ends a membership, at once',
  run: async (context) => {
    const house = await context.house();
    const ids = await both(context, house);
    const { comesBack } = await removeMember({ database: house.database })(ids);
    return {
      lines: [
        `${argument(context, 0)} is no member of ${argument(context, 1)} any more.`,
        ...(comesBack
          ? [
              'A group made them one, and will again at their next login: take them out of it as well.',
            ]
          : []),
      ],
      data: { ...ids, comesBack },
    };
  },
};

export const memberList: Command = {
  name: 'member list',
  arguments: 'DEPARTMENT',
  summary: 'who sees the faxes of a department',
  run: async (context) => {
    const { database } = await context.house();
    const departmentId = await findDepartment(database, argument(context, 0));
    const { rows } = await database.query<{
      id: string;
      name: string;
      subject: string;
      role: MemberRole;
      origin: 'hand' | 'group';
    }>(
      `select p.id, p.name, p.subject, m.role, m.origin from membership m join person p on p.id = m.person_id
        where m.department_id = $1 order by p.name, p.id`,
      [departmentId],
    );
    return {
      lines: tableLines(
        ['name', 'role', 'by', 'subject', 'id'],
        rows.map((row) => [row.name, row.role, row.origin, row.subject, row.id]),
      ),
      data: rows,
    };
  },
};
