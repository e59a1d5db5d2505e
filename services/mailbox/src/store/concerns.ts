import type { Transaction } from '@kuvert/platform/postgres/database';
import type { PersonId } from '@kuvert/shared/ids';

/** Whom a message concerns, as it rests; null: no one person. */
export interface StoredConcern {
  /** Of the number, by a key of the house. */
  readonly hmac: string;
  readonly keyId: string;
  /** The number, for the department and for recovery. */
  readonly sealed: Uint8Array;
}

/** Keeps whom a message concerns; what was said before gives way. */
export const writeConcern = async (
  transaction: Transaction,
  of: {
    readonly messageId: string;
    readonly departmentId: string;
    readonly person: PersonId;
    readonly at: Date;
  },
  concern: StoredConcern | null,
): Promise<void> => {
  const values = [
    ...[of.messageId, of.departmentId, of.person, of.at, concern?.hmac ?? null],
    ...[concern?.keyId ?? null, concern === null ? null : Buffer.from(concern.sealed)],
  ];
  // no `on conflict`: it would take the right to read the hash. The message's handling is locked by now
  const { rowCount } = await transaction.query(
    `update message_concern set person_id = $3, at = $4, hmac = $5, key_id = $6, sealed = $7
      where message_id = $1 and department_id = $2`,
    values,
  );
  if (rowCount === 1) return;
  await transaction.query(
    `insert into message_concern (message_id, department_id, person_id, at, hmac, key_id, sealed)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    values,
  );
};

/** What a message was said to concern, with what opens it. */
export interface SealedConcern {
  readonly departmentId: string;
  readonly sealed: Uint8Array | null;
  readonly wrapped: Uint8Array | null;
}

/** Undefined where nobody was asked. */
export const readSealedConcern = async (
  transaction: Transaction,
  messageId: string,
): Promise<SealedConcern | undefined> => {
  const { rows } = await transaction.query<{
    department: string;
    sealed: Buffer | null;
    wrapped: Buffer | null;
  }>(
    `select c.department_id as department, c.sealed, i.wrapped from message_concern c
       left join department_identity i on i.key_id = c.key_id where c.message_id = $1`,
    [messageId],
  );
  const row = rows[0];
  return row && { departmentId: row.department, sealed: row.sealed, wrapped: row.wrapped };
};

/** Whom a message concerns goes along with it, sealed anew; the message is being forwarded in this transaction. */
export const forwardConcern = async (
  transaction: Transaction,
  to: {
    readonly messageId: string;
    readonly keyId: string;
    readonly sealed: Uint8Array | null;
  },
): Promise<void> => {
  const sealed = to.sealed && Buffer.from(to.sealed);
  await transaction.query('select concern_goes_along($1, $2, $3)', [
    to.messageId,
    to.keyId,
    sealed,
  ]);
};

/** Documents that were read in a time and of which nobody said whom they concern; for auditors. */
export const countUnasked = async (
  transaction: Transaction,
  time: { readonly from: Date; readonly until: Date; readonly department: string | null },
): Promise<number> => {
  const { rows } = await transaction.query<{ n: number }>(
    'select unasked_documents($1, $2, $3)::int as n',
    [time.from, time.until, time.department],
  );
  return rows[0]?.n ?? 0;
};

/** Ids of messages that concern somebody; none to anybody but auditors. */
export const findConcerned = async (
  transaction: Transaction,
  hmac: string,
): Promise<readonly string[]> => {
  const { rows } = await transaction.query<{ message_id: string }>(
    'select message_id from concerned_messages($1)',
    [hmac],
  );
  return rows.map(({ message_id }) => message_id);
};
