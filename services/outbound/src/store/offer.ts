import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { endWork, postponeWork, type Work } from '@kuvert/platform/work/work';
import type { DeliveryId } from '@kuvert/shared/ids';
import { gateway, type PartnerDoor } from '@kuvert/shared/reception';

import type { StoredDelivery } from '../use-cases/ports.ts';
import { tellIn, type TellDeps } from './tell.ts';

/** Addresses what is being prepared, once; in the conversation that it answers. */
export const addressIn = async (
  transaction: Transaction,
  id: DeliveryId,
  door: PartnerDoor,
  now: Date,
): Promise<'addressed' | 'not-preparing' | 'no-address'> => {
  const { rows } = await transaction.query<{
    outcome: 'addressed' | 'not-preparing' | 'no-address';
  }>('select address_to_partner($1, $2, $3) as outcome', [id, door, now]);
  return rows[0]?.outcome ?? 'not-preparing';
};

/**
 * Lays a delivery ready for its partner and tells so, with the fate of its work. The database does it once, and for what
 * is being prepared alone: whoever took it back was faster.
 */
export const offerIn = (
  database: Database,
  deps: TellDeps,
  { id }: StoredDelivery,
  work: Work,
  lookInMs: number,
): Promise<'settled' | 'no-address'> =>
  database.transaction(async (transaction) => {
    const outcome = await addressIn(transaction, id, gateway, deps.clock.now());
    if (outcome === 'no-address') return outcome;
    if (outcome !== 'addressed') {
      await endWork(transaction, work);
      return 'settled';
    }
    await tellIn(deps, transaction, id, {
      fact: { kind: 'accepted' },
      source: 'house',
      eventKey: 'gateway:offered',
      evidence: {},
      carrier: gateway,
      // its id there, too
      carrierFaxId: id,
    });
    await postponeWork(transaction, work, lookInMs, { fresh: true });
    return 'settled';
  });
