import type { DepartmentId } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

/**
 * The telephone that a department's cover sheets name, as it is to be read; `none` takes it away.
 * @throws CommandError `usage-wrong`
 */
export const setCallBack =
  ({ database }: { readonly database: Database }) =>
  async (input: {
    readonly departmentId: DepartmentId;
    readonly number: string;
  }): Promise<string | null> => {
    const number = input.number.trim();
    if (!/^[\d +()/-]{3,60}$/.test(number) && number !== 'none')
      throw new CommandError('usage-wrong', 'A telephone number has digits, spaces and + ( ) / -.');
    const kept = number === 'none' ? null : number;
    await database.transaction(async (transaction) => {
      await transaction.query('update department set call_back = $2 where id = $1', [
        input.departmentId,
        kept,
      ]);
      await audit(transaction, 'department-call-back', { department: input.departmentId });
    });
    return kept;
  };
