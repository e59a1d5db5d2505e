import { insertRoomDocument } from '@kuvert/platform/documents/room-rows';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { RoomMessage, StoredDelivery } from '../use-cases/ports.ts';
import { tellIn, type TellDeps } from './tell.ts';

/**
 * Lays a delivery that is being prepared into the room, with its pages, inside the caller's transaction, and tells that it has
 * arrived; the documents that no row names then. The database does it once.
 */
export const fileInRoomIn = async (
  deps: TellDeps,
  transaction: Transaction,
  { id }: StoredDelivery,
  { functionId, pages, documents }: RoomMessage,
): Promise<RoomMessage['documents']> => {
  const now = deps.clock.now();
  const { rows } = await transaction.query<{ key: string | null }>(
    'select deliver_to_room($1, $2, $3) as key',
    [id, pages, now],
  );
  if (typeof rows[0]?.key !== 'string') return documents;
  for (const document of documents)
    await insertRoomDocument(transaction, { roomMessageId: id, functionId }, document, now);
  await tellIn(deps, transaction, id, {
    fact: { kind: 'filed' },
    source: 'house',
    eventKey: 'house:filed',
    evidence: {},
  });
  return [];
};
