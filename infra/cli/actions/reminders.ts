import type { DepartmentId } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

/** `secure`: not by fax. */
const choices = ['on', 'secure', 'off'] as const;
export type Reminders = (typeof choices)[number];

/**
 * Whether those who sent a department referrals are reminded in its name: of what is sent from now on.
 * @throws CommandError `usage-wrong`
 */
export const setReminders =
  ({ database }: { readonly database: Database }) =>
  async (input: {
    readonly departmentId: DepartmentId;
    readonly which: string;
  }): Promise<Reminders> => {
    const { departmentId, which } = input;
    const reminds = choices.find((each) => each === which);
    if (!reminds) throw new CommandError('usage-wrong', `It is one of: ${choices.join(', ')}.`);
    await database.transaction(async (transaction) => {
      await transaction.query('update department set reminds = $2 where id = $1', [
        departmentId,
        reminds,
      ]);
      await audit(transaction, 'department-reminders', {
        department: departmentId,
        detail: reminds,
      });
    });
    return reminds;
  };
