import { KuvertError } from '@kuvert/shared/errors';
import type { DeliveryId } from '@kuvert/shared/ids';
import type { CarrierReport, OutboundTransport } from '@kuvert/shared/ports/outbound';
import type { FactSource } from '@kuvert/shared/sending/facts';

import type { OutboundEvents } from '../events.ts';
import type { Deliveries, StoredDelivery, Told } from './ports.ts';
import type { Steps } from './steps.ts';

export interface ReportDeps {
  readonly transports: ReadonlyMap<string, OutboundTransport>;
  readonly deliveries: Pick<Deliveries, 'read' | 'tell'>;
  readonly events: OutboundEvents;
  readonly steps: Steps;
}

/**
 * Keeps what an authentic callback says. Told twice, late or in another order it does no harm.
 * @throws KuvertError `not-found` for a delivery that isn't there, or isn't this carrier's
 */
export const takeReport =
  ({ transports, deliveries, events, steps }: ReportDeps) =>
  async (id: DeliveryId, carrier: string, report: CarrierReport): Promise<void> => {
    const delivery = await deliveries.read(id);
    // a delivery that is not handed over yet has no carrier: whoever tells of it has it
    if (!delivery || (delivery.carrier ?? carrier) !== carrier)
      throw new KuvertError('not-found', 'there is nothing here');
    const transport = transports.get(carrier);
    if (!transport) throw new KuvertError('not-found', 'there is nothing here');
    const effect = await deliveries.tell(id, toldOf(report, 'callback', delivery, transport));
    await steps('callback:told');
    events.told(carrier, effect);
  };

/** A carrier that failed without a cause and never fetched the document has the cause that we know. */
export const toldOf = (
  { carrierFaxId, eventKey, fact, evidence }: CarrierReport,
  source: FactSource,
  { mediaRead }: Pick<StoredDelivery, 'mediaRead'>,
  { carrier, mediaBy }: Pick<OutboundTransport, 'carrier' | 'mediaBy'>,
): Told => {
  const unfetched =
    mediaBy === 'link' && fact.kind === 'failed' && fact.cause === 'unspecified' && mediaRead === 0;
  return {
    fact: unfetched ? { ...fact, cause: 'media-not-fetched' } : fact,
    source,
    eventKey,
    evidence,
    carrierFaxId,
    carrier,
  };
};
