import { addToFrontDesk, removeFromFrontDesk } from '../actions/front-desk.ts';
import { argument, type Command } from '../command.ts';
import { findPerson } from '../find.ts';
import { tableLines } from '../table.ts';

export const frontDeskAdd: Command = {
  name: 'front-desk add',
  arguments: 'PERSON',
  summary:
    'lets a person (by id or subject) find whether a fax came, in all departments; never read it',
  run: async (context) => {
    const { database } = await context.house();
    const personId = await findPerson(database, argument(context, 0));
    await addToFrontDesk({ database, clock: context.clock })(personId);
    return { lines: [`${argument(context, 0)} is of the front desk now.`], data: { personId } };
  },
};

export const frontDeskRemove: Command = {
  name: 'front-desk remove',
  arguments: 'PERSON',
  summary: 'ends that, at once',
  run: async (context) => {
    const { database } = await context.house();
    const personId = await findPerson(database, argument(context, 0));
    await removeFromFrontDesk({ database })(personId);
    return {
      lines: [`${argument(context, 0)} is not of the front desk any more.`],
      data: { personId },
    };
  },
};

export const frontDeskList: Command = {
  name: 'front-desk list',
  summary: 'who may find whether a fax came',
  run: async ({ house }) => {
    const { database } = await house();
    const { rows } = await database.query<{ id: string; name: string; subject: string }>(
      `select p.id, p.name, p.subject from front_desk f join person p on p.id = f.person_id
        order by p.name, p.id`,
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
