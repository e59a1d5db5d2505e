import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import { readRoomKey } from '@kuvert/platform/documents/room-rows';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { endWork, postponeWork } from '@kuvert/platform/work/work';
import type { Bell } from '@kuvert/shared/ports/bell';
import type { DeliveryState } from '@kuvert/shared/sending/delivery';

import type { Deliveries, WorkEnd } from '../use-cases/ports.ts';
import { callsUnderWay } from './calls-under-way.ts';
import { mayCall, releaseCarrier, waitForAccount } from './carrier-hold.ts';
import { offerIn } from './offer.ts';
import { readContinued, readDelivery } from './delivery-rows.ts';
import { insertSent, readOutgoing, readHandedOver, readSent } from './document-rows.ts';
import { fileInHouseIn } from './file-in-house.ts';
import { fileInRoomIn } from './file-in-room.ts';
import { intendIn } from './intend.ts';
import { tellIn, type TellDeps } from './tell.ts';
import { wakeNext } from './wake-next.ts';

/** A carrier may look whether the document is there, break off and come again; more is somebody else, or a loop. */
const mostMediaReads = 3;
const mostMediaBegun = 20;

export const createDeliveries = (
  database: Database,
  deps: TellDeps & { readonly bell: Pick<Bell, 'ring'> },
): Deliveries => ({
  read: (id) => readDelivery(database, id),
  tell: async (id, told, end) => {
    const effect = await database.transaction(async (transaction) => {
      const changed = await tellIn(deps, transaction, id, told);
      if (end) await settleIn(transaction, end, (await readDelivery(transaction, id))?.state);
      return changed;
    });
    if (effect.kind === 'changed') {
      if (effect.next?.kind === 'again') await deps.steps('retry:committed');
      if (effect.freesLine) await wakeNext(database, deps.bell);
    }
    return effect;
  },
  settle: (id, end) =>
    database.transaction(async (transaction) =>
      settleIn(transaction, end, (await readDelivery(transaction, id, 'lock'))?.state),
    ),
  intend: (id, way, followInMs) => intendIn(database, deps, id, way, followInMs),
  callsUnderWay: (carrier) => callsUnderWay(database, carrier),
  getReadyAhead: (id, told, most) =>
    database.transaction(async (transaction) => {
      await transaction.query(`select pg_advisory_xact_lock(hashtextextended('ready ahead', 0))`);
      const { rows } = await transaction.query<{ ready: number }>(
        `select count(*) as ready from delivery where state = 'preparing'`,
      );
      if ((rows[0]?.ready ?? 0) >= most) return false;
      await tellIn(deps, transaction, id, told);
      return true;
    }),
  mayCall: (carrier) => mayCall(database, carrier),
  waitForAccount: (id) => waitForAccount(database, id),
  accountWorks: (carrier) => releaseCarrier(database, carrier),
  continued: (id) => readContinued(database, id),
  outgoing: (order) => readOutgoing(database, order),
  sent: (id, mediaType) => readSent(database, id, mediaType),
  handedOver: (id) => readHandedOver(database, id),
  keepSent: (delivery, document, serviceKey) =>
    insertSent(database, delivery, document, serviceKey, deps.clock.now()),
  fileInHouse: (delivery, message, work) =>
    database.transaction(async (transaction) => {
      const left = await fileInHouseIn(deps, transaction, delivery, message);
      await endWork(transaction, work);
      return left;
    }),
  offer: (delivery, work, lookInMs) => offerIn(database, deps, delivery, work, lookInMs),
  departmentKey: (id) => readActiveKey(database, id),
  roomKey: (id) => readRoomKey(database, id),
  fileInRoom: (delivery, message, work) =>
    database.transaction(async (transaction) => {
      const left = await fileInRoomIn(deps, transaction, delivery, message);
      await endWork(transaction, work);
      return left;
    }),
  takenFaxIds: async (carrier, to) => {
    const { rows } = await database.query<{ id: string }>(
      `select carrier_fax_id as id from delivery
        where carrier = $1 and to_number = $2 and carrier_fax_id is not null
        order by intent_at desc limit 1000`,
      [carrier, to],
    );
    return rows.map(({ id }) => id);
  },
  beginMedia: async (id) => {
    const { rowCount } = await database.query(
      `update delivery set media_begun = media_begun + 1
        where id = $1 and state in ('submitting', 'accepted', 'dialling') and media_begun < $2 and media_read < $3`,
      [id, mostMediaBegun, mostMediaReads],
    );
    return rowCount === 1;
  },
  mediaRead: async (id) => {
    await database.query('update delivery set media_read = media_read + 1 where id = $1', [id]);
  },
});

const settleIn = (
  transaction: Transaction,
  { work, fate }: WorkEnd,
  state: DeliveryState | undefined,
): Promise<void> => {
  // work on what isn't there (any more) ends
  const decided =
    typeof fate !== 'function' ? fate : state ? fate(state) : ({ kind: 'end' } as const);
  if (decided.kind === 'end') return endWork(transaction, work);
  const { inMs, error, isFresh = false } = decided;
  const options = { fresh: isFresh, ...(error === undefined ? {} : { error }) };
  return postponeWork(transaction, work, inMs, options);
};
