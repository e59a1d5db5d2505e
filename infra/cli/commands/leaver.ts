import { activatePerson, deactivatePerson, handOverDrafts } from '../actions/leavers.ts';
import { argument, type Command } from '../command.ts';
import { findDepartment, findPerson } from '../find.ts';

export const personDeactivate: Command = {
  name: 'person deactivate',
  arguments: 'PERSON',
  summary:
    'somebody leaves: ends their access and sessions at once; what they had taken is new again',
  run: async (context) => {
    const { database } = await context.house();
    const personId = await findPerson(database, argument(context, 0));
    await deactivatePerson({ database, clock: context.clock })(personId);
    return {
      lines: [`${argument(context, 0)} is deactivated: nothing opens for them any more.`],
      data: { personId },
    };
  },
};

export const personActivate: Command = {
  name: 'person activate',
  arguments: 'PERSON',
  summary: 'somebody is back: their memberships and roles count again, from their next login on',
  run: async (context) => {
    const { database } = await context.house();
    const personId = await findPerson(database, argument(context, 0));
    await activatePerson({ database })(personId);
    return { lines: [`${argument(context, 0)} may log in again.`], data: { personId } };
  },
};

export const personDrafts: Command = {
  name: 'person drafts',
  arguments: 'PERSON DEPARTMENT COLLEAGUE',
  summary:
    "gives a person's drafts in a department to a colleague, who alone sees them from then on",
  run: async (context) => {
    const { database } = await context.house();
    const handed = {
      personId: await findPerson(database, argument(context, 0)),
      departmentId: await findDepartment(database, argument(context, 1)),
      toId: await findPerson(database, argument(context, 2)),
    };
    const drafts = await handOverDrafts({ database, clock: context.clock })(handed);
    return {
      lines: [`${argument(context, 2)} has ${drafts} more drafts now.`],
      data: { ...handed, drafts },
    };
  },
};
