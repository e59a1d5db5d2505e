import type { DepartmentId } from '@kuvert/shared/ids';
import { secondLooks, type SecondLook } from '@kuvert/shared/sending/second-look';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

/**
 * Who looks twice at a number that is new to a department, from the next sending on; and how many members it has, since
 * nobody approves what they wrote.
 * @throws CommandError `usage-wrong`
 */
export const setSecondLook =
  ({ database }: { readonly database: Database }) =>
  async (input: {
    readonly departmentId: DepartmentId;
    readonly who: string;
  }): Promise<{ readonly secondLook: SecondLook; readonly members: number }> => {
    const secondLook = secondLooks.find((each) => each === input.who);
    if (!secondLook)
      throw new CommandError('usage-wrong', `It is one of: ${secondLooks.join(', ')}.`);
    return database.transaction(async (transaction) => {
      await transaction.query('update department set second_look = $2 where id = $1', [
        input.departmentId,
        secondLook,
      ]);
      const { rows } = await transaction.query<{ members: number }>(
        'select count(*)::int as members from membership where department_id = $1',
        [input.departmentId],
      );
      await audit(transaction, 'department-second-look', {
        department: input.departmentId,
        detail: secondLook,
      });
      return { secondLook, members: rows[0]?.members ?? 0 };
    });
  };
