import { setBreakGlass } from '../actions/break-glass.ts';
import { createDepartment, renameDepartment } from '../actions/departments.ts';
import { setAssurance } from '../actions/assurance.ts';
import { closeDownDepartment, reopenDepartment, setClosed } from '../actions/closed.ts';
import { setCallBack } from '../actions/call-back.ts';
import { setConfirmations } from '../actions/confirmations.ts';
import { setReminders, type Reminders } from '../actions/reminders.ts';
import { setSecondLook } from '../actions/second-look.ts';
import { setReadingLanguage } from '../actions/reading.ts';
import { argument, optionalOption, type Command } from '../command.ts';
import { findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';

export const departmentAdd: Command = {
  name: 'department add',
  arguments: 'NAME',
  options: { unassigned: { type: 'boolean' } },
  optionHelp: ['  --unassigned  it gets the faxes to numbers that nobody owns: one in a house'],
  summary: 'makes a department with its key',
  run: async (context) => {
    const house = await context.house();
    const add = createDepartment({
      database: house.database,
      clock: context.clock,
      randomness: context.randomness,
      keyWrapper: await house.keyWrapper(),
    });
    const name = argument(context, 0);
    const unassigned = context.values['unassigned'] === true;
    const { departmentId, recipient } = await add({ name, unassigned });
    return {
      lines: [`${name} is a department now: ${departmentId}`],
      data: { id: departmentId, name, unassigned, recipient },
    };
  },
};

export const departmentRename: Command = {
  name: 'department rename',
  arguments: 'DEPARTMENT NAME',
  summary: 'gives a department another name',
  run: async (context) => {
    const { database } = await context.house();
    const departmentId = await findDepartment(database, argument(context, 0));
    const name = argument(context, 1);
    await renameDepartment({ database })({ departmentId, name });
    return {
      lines: [`${argument(context, 0)} is called ${name} now.`],
      data: { id: departmentId, name },
    };
  },
};

export const departmentLanguage: Command = {
  name: 'department language',
  arguments: 'DEPARTMENT LANGUAGE',
  summary:
    "in which language its faxes are read by machine: swe, dan, eng, or house for the house's own",
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const set = setReadingLanguage({ database });
    const language = await set({ departmentId, language: argument(context, 1) });
    return {
      lines: [`Faxes to ${name} are read in ${language} from now on.`],
      data: { id: departmentId, language },
    };
  },
};

export const departmentCallBack: Command = {
  name: 'department call-back',
  arguments: 'DEPARTMENT NUMBER',
  summary: 'the telephone that its cover sheets name; none takes it away',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const number = await setCallBack({ database })({ departmentId, number: argument(context, 1) });
    return {
      lines: [
        number === null
          ? `Cover sheets of ${name} name its fax number.`
          : `Cover sheets of ${name} name ${number}.`,
      ],
      data: { id: departmentId, callBack: number },
    };
  },
};

export const departmentClosed: Command = {
  name: 'department closed',
  arguments: 'DEPARTMENT DAY',
  summary: 'the day until which it is closed, as partners see it in the room; no when it is not',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const until = await setClosed({ database })({ departmentId, until: argument(context, 1) });
    return {
      lines: [until === null ? `${name} is not closed.` : `${name} is closed until ${until}.`],
      data: { id: departmentId, closedUntil: until },
    };
  },
};

export const departmentCloseDown: Command = {
  name: 'department close-down',
  arguments: 'DEPARTMENT',
  options: { 'numbers-to': { type: 'string' } },
  optionHelp: [
    '  --numbers-to DEPARTMENT  where its numbers lead from then on; they are unassigned unless told',
  ],
  summary: 'nothing leads to it from then on; its members keep what is there',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const to = optionalOption(context, 'numbers-to');
    const numbersTo = to === undefined ? null : await findDepartment(database, to);
    await closeDownDepartment({ database, clock: context.clock })({ departmentId, numbersTo });
    return {
      lines: [`${name} is closed down; its faxes come to ${to ?? 'the unassigned department'}.`],
      data: { id: departmentId, numbersTo },
    };
  },
};

export const departmentReopen: Command = {
  name: 'department reopen',
  arguments: 'DEPARTMENT',
  summary: 'opens a department again that was closed down; its numbers stay where they lead',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    await reopenDepartment({ database })(departmentId);
    return { lines: [`${name} is open again.`], data: { id: departmentId } };
  },
};

export const departmentAssurance: Command = {
  name: 'department assurance',
  arguments: 'DEPARTMENT LEVEL',
  summary:
    'how strong a login must be for it, of its members and of people of partners: LoA1 to LoA4; LoA3 unless told',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const level = await setAssurance({ database })({ departmentId, level: argument(context, 1) });
    return {
      lines: [
        `${name} demands a login at ${level} or above, of its members and in the room; at once.`,
      ],
      data: { id: departmentId, demands: level },
    };
  },
};

export const departmentBreakGlass: Command = {
  name: 'department break-glass',
  arguments: 'DEPARTMENT on|off',
  summary:
    'whether handlers of others may open it for a stated reason, for an hour at most; on unless told',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const isOn = await setBreakGlass({ database })({ departmentId, to: argument(context, 1) });
    return {
      lines: [
        isOn
          ? `Handlers of other departments may open ${name} for a stated reason.`
          : `Nobody but its members opens ${name}; who looks into it now sees nothing more of it.`,
      ],
      data: { id: departmentId, breakGlass: isOn },
    };
  },
};

export const departmentSecondLook: Command = {
  name: 'department second-look',
  arguments: 'DEPARTMENT WHO',
  summary:
    'who looks twice at a number that is new to it: digits (the sender types the last four) or colleague (approves)',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const set = setSecondLook({ database });
    const { secondLook, members } = await set({ departmentId, who: argument(context, 1) });
    return {
      lines: [
        secondLook === 'digits'
          ? `In ${name} the sender types the last digits of a new number.`
          : `In ${name} a colleague approves what goes to a new number.`,
        ...(secondLook === 'colleague' && members < 2
          ? ['It has nobody yet who could approve what another wrote: add a member.']
          : []),
      ],
      data: { id: departmentId, secondLook, members },
    };
  },
};

export const departmentConfirmations: Command = {
  name: 'department confirmations',
  arguments: 'DEPARTMENT on|off',
  summary:
    'whether its verified contacts are told by fax that their fax came and was taken; nothing of its content',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const set = setConfirmations({ database });
    const confirms = await set({ departmentId, whether: argument(context, 1) });
    return {
      lines: [
        confirms
          ? `Verified contacts of ${name} are told that their faxes came and were taken.`
          : `${name} confirms no faxes.`,
      ],
      data: { id: departmentId, confirms },
    };
  },
};

const remindersSay: Readonly<Record<Reminders, (name: string) => string>> = {
  on: (name) =>
    `${name} reminds who sent it a referral: securely, and by fax where the number is a verified contact's.`,
  secure: (name) => `${name} reminds who sent it a referral securely, and nobody by fax.`,
  off: (name) => `${name} reminds nobody who sent it a referral.`,
};

export const departmentReminders: Command = {
  name: 'department reminders',
  arguments: 'DEPARTMENT on|secure|off',
  summary:
    'whether who sent it a referral is reminded, of missing completion and that it is not answered yet; secure: not by fax',
  run: async (context) => {
    const { database } = await context.house();
    const name = argument(context, 0);
    const departmentId = await findDepartment(database, name);
    const set = setReminders({ database });
    const reminds = await set({ departmentId, which: argument(context, 1) });
    return { lines: [remindersSay[reminds](name)], data: { id: departmentId, reminds } };
  },
};

interface Row {
  readonly id: string;
  readonly name: string;
  readonly unassigned: boolean;
  readonly language: string | null;
  readonly secondLook: string;
  readonly numbers: number;
  readonly members: number;
  readonly new: number;
  readonly closedDownAt: Date | null;
}

export const departmentList: Command = {
  name: 'department list',
  summary: 'departments, with how many numbers, members and new faxes each has',
  run: async ({ house }) => {
    const { rows } = await (
      await house()
    ).database.query<Row>(
      `select d.id, d.name, d.unassigned, d.language, d.second_look as "secondLook",
              d.closed_down_at as "closedDownAt",
              (select count(*) from fax_number n where n.department_id = d.id) as numbers,
              (select count(*) from membership m where m.department_id = d.id) as members,
              (select count(*) from handling h where h.department_id = d.id and h.state = 'new') as new
         from department d order by d.closed_down_at is not null, d.unassigned, d.name`,
    );
    return {
      lines: tableLines(
        ['name', 'numbers', 'members', 'new', 'language', 'second look', 'id'],
        rows.map((row) => [
          `${row.name}${row.unassigned ? ' (unassigned)' : ''}${row.closedDownAt ? ' (closed down)' : ''}`,
          row.numbers,
          row.members,
          row.new,
          row.language ?? 'house',
          row.secondLook,
          row.id,
        ]),
      ),
      data: rows,
    };
  },
};
