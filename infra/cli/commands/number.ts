import { addNumber, moveNumber, removeNumber } from '../actions/departments.ts';
import { argument, type Command } from '../command.ts';
import { findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';

export const numberAdd: Command = {
  name: 'number add',
  arguments: 'NUMBER DEPARTMENT',
  summary: 'routes a fax number to a department (by name or id)',
  run: async (context) => {
    const { database } = await context.house();
    const departmentId = await findDepartment(database, argument(context, 1));
    const number = await addNumber({ database })({ number: argument(context, 0), departmentId });
    return {
      lines: [`Faxes to ${number} go to ${argument(context, 1)} now.`],
      data: { number, departmentId },
    };
  },
};

export const numberMove: Command = {
  name: 'number move',
  arguments: 'NUMBER DEPARTMENT',
  summary: 'leads a fax number from the department that has it to another',
  run: async (context) => {
    const { database } = await context.house();
    const departmentId = await findDepartment(database, argument(context, 1));
    const number = await moveNumber({ database })({ number: argument(context, 0), departmentId });
    return {
      lines: [`Faxes to ${number} go to ${argument(context, 1)} now.`],
      data: { number, departmentId },
    };
  },
};

export const numberRemove: Command = {
  name: 'number remove',
  arguments: 'NUMBER',
  summary: 'lets faxes to a number be unassigned from now on',
  run: async (context) => {
    const { database } = await context.house();
    const number = argument(context, 0);
    await removeNumber({ database })({ number });
    return { lines: [`Faxes to ${number} are unassigned now.`], data: { number } };
  },
};

export const numberList: Command = {
  name: 'number list',
  summary: 'fax numbers and their departments',
  run: async ({ house }) => {
    const { rows } = await (
      await house()
    ).database.query<{ number: string; department: string }>(
      `select n.number, d.name as department from fax_number n join department d on d.id = n.department_id
        order by n.number`,
    );
    return {
      lines: tableLines(
        ['number', 'department'],
        rows.map((row) => [row.number, row.department]),
      ),
      data: rows,
    };
  },
};
