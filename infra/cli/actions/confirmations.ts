import type { DepartmentId } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

/**
 * Whether verified contacts of a department are told by fax that their fax came and was taken: of what comes from now on.
 * @throws CommandError `usage-wrong`
 */
export const setConfirmations =
  ({ database }: { readonly database: Database }) =>
  async (input: {
    readonly departmentId: DepartmentId;
    readonly whether: string;
  }): Promise<boolean> => {
    const { departmentId, whether } = input;
    if (whether !== 'on' && whether !== 'off')
      throw new CommandError('usage-wrong', 'It is one of: on, off.');
    const confirms = whether === 'on';
    await database.transaction(async (transaction) => {
      await transaction.query('update department set confirms = $2 where id = $1', [
        departmentId,
        confirms,
      ]);
      await audit(transaction, 'department-confirmations', {
        department: departmentId,
        detail: whether,
      });
    });
    return confirms;
  };
