import type { Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { asId } from '@kuvert/shared/ids';
import { holdsTheLine, type DeliveryState } from '@kuvert/shared/sending/delivery';
import type { UnknownReason } from '@kuvert/shared/sending/causes';

import { askCarrier, type AskDeps } from './ask-carrier.ts';
import { lateLookMs, lateLooksEndMs, nextLookMs, type Patience } from './patience.ts';
import type { Deliveries, StoredDelivery, Told, WorkFate } from './ports.ts';
import type { Steps } from './steps.ts';

export interface FollowDeps extends AskDeps {
  readonly deliveries: Deliveries;
  readonly patience: Patience;
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
    const error = await askCarrier(deps, before, signal, (transport, lookup) =>
      transport.look(lookup, signal),
    );
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
