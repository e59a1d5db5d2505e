import type { Queryable } from '@kuvert/platform/postgres/database';
import type { DeliveryId } from '@kuvert/shared/ids';

import { accountLookMs } from '../use-cases/patience.ts';
import { readDelivery } from './delivery-rows.ts';
import { tellBrowsers } from './tell-browsers.ts';

/** The carrier's account takes no orders: from now on one is tried now and then. */
export const holdCarrier = async (database: Queryable, carrier: string): Promise<void> => {
  await database.query(
    `insert into carrier_hold (carrier, since, probe_at)
     values ($1, now(), now() + $2 * interval '1 millisecond') on conflict do nothing`,
    [carrier, accountLookMs],
  );
};

export const releaseCarrier = async (database: Queryable, carrier: string): Promise<void> => {
  await database.query('delete from carrier_hold where carrier = $1', [carrier]);
};

/** True when the carrier is not held, or this is the order by which it is seen whether that is over. */
export const mayCall = async (database: Queryable, carrier: string): Promise<boolean> => {
  const probes = await database.query(
    `update carrier_hold set probe_at = now() + $2 * interval '1 millisecond'
      where carrier = $1 and probe_at <= now()`,
    [carrier, accountLookMs],
  );
  if (probes.rowCount === 1) return true;
  const held = await database.query('select from carrier_hold where carrier = $1', [carrier]);
  return held.rowCount === 0;
};

export const waitForAccount = async (database: Queryable, id: DeliveryId): Promise<void> => {
  const { rowCount } = await database.query(
    `update delivery set waits_for = 'carrier-account'
      where id = $1 and state = 'queued' and waits_for is null`,
    [id],
  );
  const delivery = rowCount === 1 ? await readDelivery(database, id) : undefined;
  if (delivery) await tellBrowsers(database, delivery);
};
