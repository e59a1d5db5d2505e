import type { Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { codeOf } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type { CarrierReport, OutboundTransport } from '@kuvert/shared/ports/outbound';
import { holdsTheLine, type DeliveryState } from '@kuvert/shared/sending/delivery';
import type { UnknownReason } from '@kuvert/shared/sending/causes';

import type { OutboundEvents } from '../events.ts';
import { lateLookMs, lateLooksEndMs, nextLookMs, type Patience } from './patience.ts';
import type { Deliveries, StoredDelivery, Told, WorkFate } from './ports.ts';
import { toldOf } from './report.ts';
import type { Steps } from './steps.ts';

export interface FollowDeps {
  readonly deliveries: Deliveries;
  readonly transports: ReadonlyMap<string, OutboundTransport>;
  readonly patience: Patience;
  readonly events: OutboundEvents;
  readonly clock: Clock;
  readonly steps: Steps;
}

/**
 * Follows a delivery that may be with the carrier until its last word: asks what no callback told, and says "unknown"
 * when nobody has told for too long. It never dials.
 */
export const follow =
  (deps: FollowDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    const { deliveries, steps } = deps;
    await steps('follow:claimed');
    const id = asId<'delivery'>(work.subject);
    const before = await deliveries.read(id);
    const isOpen = before && (holdsTheLine(before.state.name) || before.state.name === 'unknown');
    if (!isOpen) return deliveries.settle(id, { work, fate: againWhile(deps, work, before) });
    const error = await look(deps, before, signal);
    await steps('follow:looked');
    // what was told meanwhile counts
    const delivery = (await deliveries.read(id)) ?? before;
    const silence = silenceOf(deps, delivery);
    const fate = againWhile(deps, work, delivery, error);
    if (silence) await deliveries.tell(id, silent(silence, work), { work, fate });
    else await deliveries.settle(id, { work, fate });
    if (silence) deps.events.outcomeUnknown(delivery.carrier ?? '', silence);
    await steps('follow:settled');
  };

/** Asks the carrier; the code of what kept it from answering. */
const look = async (
  { deliveries, transports, events }: FollowDeps,
  delivery: StoredDelivery,
  signal: AbortSignal,
): Promise<string | undefined> => {
  const { id, to, from, intentAt, carrier = '', carrierFaxId } = delivery;
  const transport = transports.get(carrier);
  if (!transport || !intentAt) return 'carrier-unknown';
  let report: CarrierReport | undefined;
  try {
    const taken = carrierFaxId === undefined ? await deliveries.takenFaxIds(carrier, to) : [];
    const lookup = { deliveryId: id, carrierFaxId, to, from, intentAt, taken };
    report = await transport.look(lookup, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    events.lookFailed(carrier, error);
    return codeOf(error);
  }
  if (report)
    events.told(carrier, await deliveries.tell(id, toldOf(report, 'poll', delivery, transport)));
  return undefined;
};

/** Why nobody knows any more, once that is so. */
const silenceOf = (
  { patience, clock }: FollowDeps,
  { state, intentAt, heardAt }: StoredDelivery,
): UnknownReason | undefined => {
  if (!holdsTheLine(state.name) || !intentAt) return undefined;
  const now = clock.now().getTime();
  const since = (time: Date): number => now - time.getTime();
  if (state.name === 'submitting')
    return since(intentAt) >= patience.unansweredMs ? 'submit-unanswered' : undefined;
  const unheard = since(heardAt ?? intentAt) >= patience.silentMs;
  return unheard || since(intentAt) >= patience.longestMs ? 'never-told' : undefined;
};

const silent = (reason: UnknownReason, { id, attempts }: Work): Told => ({
  fact: { kind: 'silence', reason },
  source: 'house',
  eventKey: `house:silence:${id}:${attempts}`,
  evidence: {},
});

/** By the state that the delivery is in when the work is settled. */
const againWhile =
  (
    { clock }: FollowDeps,
    { attempts }: Work,
    delivery: StoredDelivery | undefined,
    error?: string,
  ) =>
  ({ name }: DeliveryState): WorkFate => {
    const again = (inMs: number): WorkFate => ({ kind: 'again', inMs, error });
    if (holdsTheLine(name)) return again(nextLookMs(attempts));
    const age = clock.now().getTime() - (delivery?.intentAt?.getTime() ?? 0);
    return name === 'unknown' && age < lateLooksEndMs ? again(lateLookMs) : { kind: 'end' };
  };
