import type { DepartmentId } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

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
    await database.transaction(async (transaction) => {
      await transaction.query('update department set closed_until = $2 where id = $1', [
        input.departmentId,
        until,
      ]);
      await audit(transaction, 'department-closed', {
        department: input.departmentId,
        detail: until ?? 'no',
      });
    });
    return until;
  };

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
