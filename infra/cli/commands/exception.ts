import {
  levelsOfAssurance,
  parseLevelOfAssurance,
  type LevelOfAssurance,
} from '@kuvert/shared/level-of-assurance';

import { addException, endException } from '../actions/exceptions.ts';
import { CommandError } from '../command-error.ts';
import { argument, requiredOption, type Command, type CommandContext } from '../command.ts';
import { findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';

const anyLogin = 'any';

/** @throws CommandError `usage-wrong` */
const levelOption = (context: CommandContext): LevelOfAssurance | null => {
  const text = requiredOption(context, 'level');
  if (text === anyLogin) return null;
  const level = parseLevelOfAssurance(text);
  if (level === undefined)
    throw new CommandError(
      'usage-wrong',
      `--level is one of ${levelsOfAssurance.join(', ')}, or ${anyLogin}.`,
    );
  return level;
};

/** The end of a day, UTC. @throws CommandError `usage-wrong` */
const endOf = (context: CommandContext): Date => {
  const day = requiredOption(context, 'until');
  const begins = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || begins.toJSON()?.slice(0, 10) !== day)
    throw new CommandError('usage-wrong', '--until is a day such as 2027-01-31, its last one.');
  return new Date(begins.getTime() + 24 * 60 * 60 * 1000);
};

export const exceptionAdd: Command = {
  name: 'department exception add',
  arguments: 'DEPARTMENT NAME',
  options: { level: { type: 'string' }, until: { type: 'string' }, reason: { type: 'string' } },
  optionHelp: [
    `  --level LEVEL   what it demands of its members meanwhile: LoA1 to LoA4, or ${anyLogin}, also of a login without a level`,
    '  --until DAY     its last day, such as 2027-01-31; within a year',
    '  --reason TEXT   why; it stands in the audit log',
  ],
  summary: 'lets a department demand less of its members’ logins until a day, and says why',
  run: async (context) => {
    const { database } = await context.house();
    const [department, name] = [argument(context, 0), argument(context, 1)];
    const { clock, randomness } = context;
    const exception = {
      departmentId: await findDepartment(database, department),
      name,
      reason: requiredOption(context, 'reason'),
      demands: levelOption(context),
      endsAt: endOf(context),
    };
    const id = await addException({ database, clock, randomness })(exception);
    return {
      lines: [
        `Until ${exception.endsAt.toISOString()} ${department} is open to its members with ${
          exception.demands === null ? 'any login' : `a login at ${exception.demands} or above`
        }.`,
      ],
      data: { id, ...exception },
    };
  },
};

export const exceptionEnd: Command = {
  name: 'department exception end',
  arguments: 'DEPARTMENT NAME',
  summary: 'ends an exception now; the demand counts again at once, in sessions that go on as well',
  run: async (context) => {
    const { database } = await context.house();
    const department = argument(context, 0);
    const departmentId = await findDepartment(database, department);
    const id = await endException({ database, clock: context.clock })(
      departmentId,
      argument(context, 1),
    );
    return { lines: [`${department} demands what it did before.`], data: { id, departmentId } };
  },
};

interface Row {
  readonly id: string;
  readonly department: string;
  readonly name: string;
  readonly reason: string;
  readonly demands: LevelOfAssurance | null;
  readonly createdAt: Date;
  readonly endsAt: Date;
}

export const exceptionList: Command = {
  name: 'department exception list',
  summary: 'exceptions of all departments that have not been ended, with why and until when',
  run: async ({ house }) => {
    const { rows } = await (
      await house()
    ).database.query<Row>(
      `select e.id, d.name as department, e.name, e.reason, e.demands, e.created_at as "createdAt", e.ends_at as "endsAt"
         from department_exception e join department d on d.id = e.department_id
        where e.ended_at is null order by e.ends_at, d.name`,
    );
    return {
      lines: tableLines(
        ['department', 'name', 'level', 'until', 'why'],
        rows.map(({ department, name, demands, endsAt, reason }) => [
          ...[department, name, demands ?? anyLogin, endsAt.toISOString(), reason],
        ]),
      ),
      data: rows,
    };
  },
};
