import type { DepartmentId } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import type { HouseDeps } from './departments.ts';

/**
 * Until which day a department is closed, as partners see it in the room before they write: the day on which it is there
 * again. `no`: it is not.
 * @throws CommandError `usage-wrong`
 */
export const setClosed =
  ({ database }: { readonly database: Database }) =>
  async (input: {
    readonly departmentId: DepartmentId;
    readonly until: string;
  }): Promise<string | null> => {
    const until = input.until === 'no' ? null : input.until;
    if (until !== null && !isDay(until))
      throw new CommandError('usage-wrong', 'A day is written as 2027-01-07; or no.');
    await database.query('select set_closed_until($1, $2)', [input.departmentId, until]);
    return until;
  };

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** What is in the way, as close_down_department() says it (infra/migrations/0086_closed_down.sql). */
const obstacles: Readonly<Record<string, string>> = {
  same: 'It is closed down already.',
  unassigned: 'Faxes to numbers that no department has come to it: it stays.',
  untaken: 'It has faxes that nobody has taken: its members take them, or forward them, first.',
  addresses:
    'Partners write to it: `kuvert partner-address remove` takes its addresses away first.',
  nobody: 'It has no member who could read what is there: add one first.',
  nowhere: 'There is no open department that its numbers could lead to.',
};

/**
 * Nothing leads to the department from now on: its numbers lead to another one, or (null) are unassigned. Its members keep what
 * is there.
 * @throws CommandError `department-stays` with what is in the way
 */
export const closeDownDepartment =
  ({ database, clock }: Pick<HouseDeps, 'database' | 'clock'>) =>
  async (input: {
    readonly departmentId: DepartmentId;
    readonly numbersTo: DepartmentId | null;
  }): Promise<void> => {
    const { rows } = await database.query<{ outcome: string }>(
      'select close_down_department($1, $2, $3) as outcome',
      [input.departmentId, input.numbersTo, clock.now()],
    );
    const obstacle = obstacles[rows[0]?.outcome ?? ''];
    if (obstacle !== undefined) throw new CommandError('department-stays', obstacle);
  };

/** Opens it again; numbers stay where they lead. @throws CommandError `department-open` */
export const reopenDepartment =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  async (departmentId: DepartmentId): Promise<void> => {
    const { rows } = await database.query<{ done: boolean }>(
      'select reopen_department($1) as done',
      [departmentId],
    );
    if (rows[0]?.done !== true)
      throw new CommandError('department-open', 'The department is not closed down.');
  };
