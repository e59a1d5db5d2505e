import type { Transaction } from '@kuvert/platform/postgres/database';

/** What the operator did, in the audit chain under the database owner's name: no person of the mailbox did it. */
export const audit = async (
  transaction: Transaction,
  action: string,
  about: { readonly department?: string; readonly detail?: string } = {},
): Promise<void> => {
  await transaction.query('select audit_append(null, $1, $2, null, null, $3)', [
    action,
    about.department ?? null,
    about.detail ?? null,
  ]);
};
