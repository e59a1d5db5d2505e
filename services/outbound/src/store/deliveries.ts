import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { endWork, postponeWork } from '@kuvert/platform/work/work';
import type { Bell } from '@kuvert/shared/ports/bell';
import type { DeliveryState } from '@kuvert/shared/sending/delivery';

import type { Deliveries, WorkEnd } from '../use-cases/ports.ts';
import { callsUnderWay } from './calls-under-way.ts';
import { mayCall, releaseCarrier, waitForAccount } from './carrier-hold.ts';
import { readContinued, readDelivery } from './delivery-rows.ts';
import { insertSent, readOutgoing, readSent } from './document-rows.ts';
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
  mayCall: (carrier) => mayCall(database, carrier),
  waitForAccount: (id) => waitForAccount(database, id),
  accountWorks: (carrier) => releaseCarrier(database, carrier),
  continued: (id) => readContinued(database, id),
  outgoing: (order) => readOutgoing(database, order),
  sent: (id) => readSent(database, id),
  keepSent: (delivery, document, serviceKey) =>
    insertSent(database, delivery, document, serviceKey, deps.clock.now()),
  departmentKey: (id) => readActiveKey(database, id),
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
  const { inMs, error } = decided;
  return postponeWork(transaction, work, inMs, error === undefined ? {} : { error });
};
