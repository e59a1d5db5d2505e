import type { PersonId } from '@kuvert/shared/ids';
import type { Transaction } from '@kuvert/platform/postgres/database';

/** What people do that is written down; stable, since operators search for it. */
export type AuditAction =
  | 'login'
  | 'logout'
  | 'page'
  | 'download'
  | 'print'
  | 'take'
  | 'give-back'
  | 'take-over'
  | 'register'
  | 'not-register'
  | 'reopen'
  | 'fetch-again';

/** Ids and numbers only, never content. */
export interface AuditEntry {
  readonly person: PersonId;
  readonly action: AuditAction;
  readonly departmentId?: string;
  readonly messageId?: string;
  readonly documentId?: string;
  /** Such as `page 2`. */
  readonly detail?: string;
}

/** Appends to the hash chain: the last thing in a transaction, since others wait from here until its end. */
export const audit = async (transaction: Transaction, entry: AuditEntry): Promise<void> => {
  await transaction.query('select audit_append($1, $2, $3, $4, $5, $6)', [
    entry.person,
    entry.action,
    entry.departmentId ?? null,
    entry.messageId ?? null,
    entry.documentId ?? null,
    entry.detail ?? null,
  ]);
};
