import { insertDocuments } from '@kuvert/platform/documents/document-rows';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { InHouseMessage, StoredDelivery } from '../use-cases/ports.ts';
import { tellIn, type TellDeps } from './tell.ts';

/**
 * Makes the message of a delivery that is being prepared, with its documents, inside the caller's transaction, and tells
 * that it has arrived; the documents that no row names then. The database makes one message of a delivery.
 */
export const fileInHouseIn = async (
  deps: TellDeps,
  transaction: Transaction,
  { id, orderId }: StoredDelivery,
  { id: messageId, pages, documents }: InHouseMessage,
): Promise<InHouseMessage['documents']> => {
  const now = deps.clock.now();
  const blank = pages.flatMap((page, index) => (page.blank ? [index + 1] : []));
  const { rows } = await transaction.query<{ department: string | null }>(
    'select deliver_in_house($1, $2, $3, $4, $5) as department',
    [id, messageId, pages.map(({ lines }) => lines), blank, now],
  );
  const departmentId = rows[0]?.department ?? undefined;
  if (departmentId === undefined) return documents;
  await insertDocuments(transaction, { messageId, departmentId }, documents, now);
  await transaction.query("select pg_notify('kuvert_message', $1)", [
    JSON.stringify({ departmentId, messageId }),
  ]);
  await tellIn(deps, transaction, id, {
    fact: { kind: 'filed' },
    source: 'house',
    eventKey: 'house:filed',
    evidence: {},
  });
  await transaction.query('select audit_append(null, $1, $2, $3, $4, $5)', [
    'message-available',
    departmentId,
    messageId,
    documents.find(({ kind }) => kind === 'pdf')?.id ?? null,
    `sending ${orderId}`,
  ]);
  return [];
};
