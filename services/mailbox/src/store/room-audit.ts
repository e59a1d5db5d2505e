import type { Transaction } from '@kuvert/platform/postgres/database';

/** What people of partners do that is written down; stable, since operators search for it. */
export type RoomAction =
  | 'room-login'
  | 'room-step-up'
  | 'room-logout'
  | 'room-session-ended'
  | 'room-login-refused'
  | 'room-send'
  /** Label and text of a conversation. */
  | 'room-details'
  | 'room-page'
  | 'room-download';

/** They are nobody of the house: the row names them in its detail. The last thing in a transaction. */
export const auditInRoom = async (
  transaction: Transaction,
  entry: {
    /** Null where nobody is known yet. */
    readonly person: string | null;
    readonly action: RoomAction;
    readonly departmentId?: string;
    readonly documentId?: string;
    /** Ids and numbers, such as `conversation …`. */
    readonly detail?: string;
  },
): Promise<void> => {
  const parts = [entry.person !== null && `room-person ${entry.person}`, entry.detail];
  await transaction.query('select audit_append(null, $1, $2, null, $3, $4)', [
    entry.action,
    entry.departmentId ?? null,
    entry.documentId ?? null,
    parts.filter(Boolean).join(' '),
  ]);
};
