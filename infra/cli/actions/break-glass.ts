import type { DepartmentId } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

/**
 * Whether handlers of others may open a department for a stated reason; off counts at once, also for who looks into it now.
 * @throws CommandError `usage-wrong`
 */
export const setBreakGlass =
  ({ database }: { readonly database: Database }) =>
  async ({
    departmentId,
    to,
  }: {
    readonly departmentId: DepartmentId;
    readonly to: string;
  }): Promise<boolean> => {
    if (to !== 'on' && to !== 'off') throw new CommandError('usage-wrong', 'It is on, or off.');
    await database.transaction(async (transaction) => {
      await transaction.query('update department set break_glass = $2 where id = $1', [
        departmentId,
        to === 'on',
      ]);
      await audit(transaction, 'department-break-glass', { department: departmentId, detail: to });
    });
    return to === 'on';
  };
