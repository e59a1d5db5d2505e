import { KuvertError } from '@kuvert/shared/errors';
import { asId, type ObjectName } from '@kuvert/shared/ids';
import type { DepartmentKey } from '@kuvert/platform/documents/stored-document';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { Message, OtherDepartment } from '#api';
import { notFound } from './not-found.ts';

/** Every department of the house, in no order: names are no secret within it. */
export const readAllDepartments = async (
  transaction: Transaction,
): Promise<readonly OtherDepartment[]> => {
  const { rows } = await transaction.query<OtherDepartment>(
    'select id, name from departments_to_forward_to()',
  );
  return rows;
};

/** What another department's documents are sealed for now. @throws KuvertError `not-found`, `key-missing` */
export const readKeyToForwardTo = async (
  transaction: Transaction,
  departmentId: string,
): Promise<DepartmentKey> => {
  const all = await readAllDepartments(transaction);
  if (!all.some(({ id }) => id === departmentId)) throw notFound();
  const { rows } = await transaction.query<{ id: string; recipient: string }>(
    'select id, recipient from key_to_forward_to($1)',
    [departmentId],
  );
  const row = rows[0];
  if (!row) throw new KuvertError('key-missing', 'the department has no active key');
  return { id: asId<'key'>(row.id), recipient: asId<'recipient'>(row.recipient) };
};

/** Whether a message is whole and at rest; one that needs attention may still be fetched again. */
export const isAvailable = async (
  transaction: Transaction,
  messageId: string,
): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    `select from message where id = $1 and state = 'available'`,
    [messageId],
  );
  return rowCount === 1;
};

/** What goes where. */
export interface Forwarding {
  readonly messageId: string;
  readonly to: string;
  /** The message's id there. */
  readonly newId: string;
  /** Those that were sealed anew, by id. */
  readonly documentIds: readonly string[];
  readonly reason: string | undefined;
  readonly at: Date;
}

/** Gives back the objects that no row names any more; undefined when it may not be forwarded as it is now. */
export const writeForwarding = async (
  transaction: Transaction,
  { messageId, to, newId, documentIds, reason, at }: Forwarding,
): Promise<readonly { readonly objectName: ObjectName }[] | undefined> => {
  const { rows } = await transaction.query<{ name: string }>(
    'select name from forward_message($1, $2, $3, $4, $5, $6) name',
    [messageId, to, newId, documentIds, reason ?? null, at],
  );
  if (rows.length === 0) return undefined;
  return rows.map(({ name }) => ({ objectName: asId<'object'>(name) }));
};

interface Row {
  readonly from_name: string;
  readonly person_id: string;
  readonly name: string;
  readonly at: Date;
  readonly reason: string | null;
}

/** Where a message came from that another department forwarded. */
export const readForwardedFrom = async (
  transaction: Transaction,
  messageId: string,
): Promise<Message['forwardedFrom']> => {
  const { rows } = await transaction.query<Row>(
    `select f.from_name, f.person_id, p.name, f.at, f.reason
       from forwarding f join person p on p.id = f.person_id where f.message_id = $1`,
    [messageId],
  );
  const row = rows[0];
  if (!row) return null;
  const { from_name: department, person_id: id, name, at, reason } = row;
  return { department, by: { id, name }, at: at.toISOString(), reason };
};
