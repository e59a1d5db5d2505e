import { codeOf } from '@kuvert/shared/errors';
import type { CarrierReport, Lookup, OutboundTransport } from '@kuvert/shared/ports/outbound';

import type { OutboundEvents } from '../events.ts';
import type { Deliveries, StoredDelivery } from './ports.ts';
import { toldOf } from './report.ts';

export interface AskDeps {
  readonly deliveries: Pick<Deliveries, 'takenFaxIds' | 'tell'>;
  readonly transports: ReadonlyMap<string, OutboundTransport>;
  readonly events: OutboundEvents;
}

/** Asks the carrier that has a delivery, and keeps what it says; the code of what kept it from answering. */
export const askCarrier = async (
  { deliveries, transports, events }: AskDeps,
  delivery: StoredDelivery,
  signal: AbortSignal,
  ask: (transport: OutboundTransport, lookup: Lookup) => Promise<CarrierReport | undefined>,
): Promise<string | undefined> => {
  const { id, to, from, intentAt, carrier = '', carrierFaxId } = delivery;
  const transport = transports.get(carrier);
  if (!transport || !intentAt) return 'carrier-unknown';
  let report: CarrierReport | undefined;
  try {
    const taken = carrierFaxId === undefined ? await deliveries.takenFaxIds(carrier, to) : [];
    report = await ask(transport, { deliveryId: id, carrierFaxId, to, from, intentAt, taken });
  } catch (error) {
    if (signal.aborted) throw error;
    events.lookFailed(carrier, error);
    return codeOf(error);
  }
  if (report)
    events.told(carrier, await deliveries.tell(id, toldOf(report, 'poll', delivery, transport)));
  return undefined;
};
