import { addMember, removeMember } from '../actions/departments.ts';
import { argument, type Command, type CommandContext } from '../command.ts';
import { findDepartment, findPerson } from '../find.ts';
import type { House } from '../house.ts';
import { tableLines } from '../table.ts';

const both = async (context: CommandContext, { database }: House) => ({
  personId: await findPerson(database, argument(context, 0)),
  departmentId: await findDepartment(database, argument(context, 1)),
});

export const memberAdd: Command = {
  name: 'member add',
  arguments: 'PERSON DEPARTMENT',
  summary: "lets a person (by id or subject) see a department's faxes",
  run: async (context) => {
    const house = await context.house();
    const ids = await both(context, house);
    await addMember({ database: house.database, clock: context.clock })(ids);
    return {
      lines: [`${argument(context, 0)} is a member of ${argument(context, 1)} now.`],
      data: ids,
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
    await removeMember({ database: house.database })(ids);
    return {
      lines: [`${argument(context, 0)} is no member of ${argument(context, 1)} any more.`],
      data: ids,
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
    const { rows } = await database.query<{ id: string; name: string; subject: string }>(
      `select p.id, p.name, p.subject from membership m join person p on p.id = m.person_id
        where m.department_id = $1 order by p.name, p.id`,
      [departmentId],
    );
    return {
      lines: tableLines(
        ['name', 'subject', 'id'],
        rows.map((row) => [row.name, row.subject, row.id]),
      ),
      data: rows,
    };
  },
};
