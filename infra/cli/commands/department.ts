import { createDepartment } from '../actions/departments.ts';
import { setCallBack } from '../actions/call-back.ts';
import { setReadingLanguage } from '../actions/reading.ts';
import { argument, type Command } from '../command.ts';
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

interface Row {
  readonly id: string;
  readonly name: string;
  readonly unassigned: boolean;
  readonly language: string | null;
  readonly numbers: number;
  readonly members: number;
  readonly new: number;
}

export const departmentList: Command = {
  name: 'department list',
  summary: 'departments, with how many numbers, members and new faxes each has',
  run: async ({ house }) => {
    const { rows } = await (
      await house()
    ).database.query<Row>(
      `select d.id, d.name, d.unassigned, d.language,
              (select count(*) from fax_number n where n.department_id = d.id) as numbers,
              (select count(*) from membership m where m.department_id = d.id) as members,
              (select count(*) from handling h where h.department_id = d.id and h.state = 'new') as new
         from department d order by d.unassigned, d.name`,
    );
    return {
      lines: tableLines(
        ['name', 'numbers', 'members', 'new', 'language', 'id'],
        rows.map((row) => [
          row.unassigned ? `${row.name} (unassigned)` : row.name,
          row.numbers,
          row.members,
          row.new,
          row.language ?? 'house',
          row.id,
        ]),
      ),
      data: rows,
    };
  },
};
