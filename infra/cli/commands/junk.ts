import type { DepartmentId } from '@kuvert/shared/ids';

import { addJunkSender, removeJunkSender } from '../actions/junk-senders.ts';
import {
  argument,
  optionalOption,
  requiredOption,
  type Command,
  type CommandContext,
} from '../command.ts';
import { findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';

const department = { department: { type: 'string' } } as const;
const departmentHelp =
  '  --department DEPARTMENT  of one department, by name or id; else of the whole house';

interface Whose {
  /** Null: the house's. */
  readonly departmentId: DepartmentId | null;
  readonly where: string;
}

const whose = async (context: CommandContext): Promise<Whose> => {
  const { database } = await context.house();
  const name = optionalOption(context, 'department');
  if (name === undefined) return { departmentId: null, where: 'every department' };
  return { departmentId: await findDepartment(database, name), where: name };
};

export const junkAdd: Command = {
  name: 'junk add',
  arguments: 'NUMBER',
  options: { ...department, reason: { type: 'string' } },
  optionHelp: [departmentHelp, '  --reason TEXT            why; administrators see it'],
  summary: 'sets faxes from a number aside from now on: kept, and nobody is notified of them',
  run: async (context) => {
    const { database } = await context.house();
    const { departmentId, where } = await whose(context);
    const { clock, randomness } = context;
    const number = await addJunkSender({ database, clock, randomness })({
      departmentId,
      number: argument(context, 0),
      reason: requiredOption(context, 'reason'),
    });
    return {
      lines: [`Faxes from ${number} are set aside in ${where} from now on.`],
      data: { number, departmentId },
    };
  },
};

export const junkRemove: Command = {
  name: 'junk remove',
  arguments: 'NUMBER',
  options: department,
  optionHelp: [departmentHelp],
  summary: 'lets faxes from a number come as all others again; what was set aside stays there',
  run: async (context) => {
    const { database } = await context.house();
    const { departmentId, where } = await whose(context);
    const number = await removeJunkSender({ database })({
      departmentId,
      number: argument(context, 0),
    });
    return {
      lines: [`Faxes from ${number} are no longer set aside in ${where}.`],
      data: { number, departmentId },
    };
  },
};

export const junkList: Command = {
  name: 'junk list',
  summary: 'junk senders, and what each department has set aside',
  run: async ({ house }) => {
    const { database } = await house();
    const { rows: senders } = await database.query<{
      number: string;
      department: string | null;
      reason: string;
      by: string | null;
      since: Date;
    }>(
      `select s.number, d.name as department, s.reason, p.name as by, s.created_at as since
         from junk_sender s left join department d on d.id = s.department_id left join person p on p.id = s.person_id
        order by d.name nulls first, s.number`,
    );
    const { rows: quarantined } = await database.query<{
      department: string;
      waiting: number;
      unseen: number;
      unseenSince: Date | null;
    }>(
      `select d.name as department, q.waiting, q.unseen, q.unseen_since as "unseenSince"
         from department d cross join quarantined_in(d.id) q where q.waiting > 0 order by d.name`,
    );
    return {
      lines: [
        ...tableLines(
          ['number', 'department', 'reason', 'by'],
          senders.map((sender) => [
            sender.number,
            sender.department ?? 'every one',
            sender.reason,
            sender.by ?? 'the operator',
          ]),
        ),
        '',
        ...tableLines(
          ['department', 'set aside', 'not opened'],
          quarantined.map((row) => [row.department, `${row.waiting}`, `${row.unseen}`]),
        ),
      ],
      data: { senders, quarantined },
    };
  },
};
