import { houseRoles, parseHouseRole } from '@kuvert/shared/house-roles';

import { giveHouseRole, takeHouseRole, type HouseRoleOf } from '../actions/house-roles.ts';
import { argument, type Command, type CommandContext } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { findPerson } from '../find.ts';
import type { House } from '../house.ts';
import { tableLines } from '../table.ts';

const both = async (context: CommandContext, { database }: House): Promise<HouseRoleOf> => {
  const role = parseHouseRole(argument(context, 1));
  if (role === undefined)
    throw new CommandError('usage-wrong', `A role is one of ${houseRoles.join(', ')}.`);
  return { personId: await findPerson(database, argument(context, 0)), role };
};

export const roleGive: Command = {
  name: 'role give',
  arguments: 'PERSON ROLE',
  optionHelp: [`  ROLE  ${houseRoles.join(' or ')}; neither shows any department's faxes`],
  summary: 'gives a person (by id or subject) a role in the whole house',
  run: async (context) => {
    const house = await context.house();
    const given = await both(context, house);
    await giveHouseRole({ database: house.database, clock: context.clock })(given);
    return { lines: [`${argument(context, 0)} is ${given.role} now.`], data: given };
  },
};

export const roleTake: Command = {
  name: 'role take',
  arguments: 'PERSON ROLE',
  summary: 'takes a role back, at once',
  run: async (context) => {
    const house = await context.house();
    const taken = await both(context, house);
    await takeHouseRole({ database: house.database, clock: context.clock })(taken);
    return { lines: [`${argument(context, 0)} is not ${taken.role} any more.`], data: taken };
  },
};

interface Row {
  readonly role: string;
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly since: Date;
}

export const roleList: Command = {
  name: 'role list',
  summary: 'who has a role in the whole house',
  run: async ({ house }) => {
    const { database } = await house();
    const { rows } = await database.query<Row>(
      'select role, id, name, subject, since from admin_house_roles()',
    );
    return {
      lines: tableLines(
        ['role', 'name', 'subject', 'id', 'since'],
        rows.map((row) => [row.role, row.name, row.subject, row.id, row.since.toISOString()]),
      ),
      data: rows,
    };
  },
};
