import type { Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { codeOf, KuvertError } from '@kuvert/shared/errors';
import { asId, type DeliveryId } from '@kuvert/shared/ids';
import type { OutboundTransport, Submission } from '@kuvert/shared/ports/outbound';
import type { FailureCause } from '@kuvert/shared/sending/causes';
import { isBeforeDialling } from '@kuvert/shared/sending/delivery';
import { gateway } from '@kuvert/shared/reception';

import type { OutboundEvents } from '../events.ts';
import type { deliverInHouse } from './deliver-in-house.ts';
import type { deliverToRoom } from './deliver-to-room.ts';
import type { followBySdk } from './follow-by-sdk.ts';
import type { MediaLinks } from './media-links.ts';
import type { offerToPartner } from './offer-to-partner.ts';
import { openForUs, type OpenDeps } from './open-for-us.ts';
import {
  accountLookMs,
  lineHeldMs,
  linesBusyMs,
  mostReadyAhead,
  nextLookMs,
  notReachedMs,
} from './patience.ts';
import type { Deliveries, StoredDelivery, Told, WorkFate } from './ports.ts';
import type { prepareSent } from './prepare-sent.ts';
import type { sendBySdk } from './send-by-sdk.ts';
import type { StepName, Steps } from './steps.ts';
import type { Way, Ways } from './ways.ts';

export interface DispatchDeps extends OpenDeps {
  readonly deliveries: Deliveries;
  readonly ways: Ways;
  readonly prepare: ReturnType<typeof prepareSent>;
  readonly deliverInHouse: ReturnType<typeof deliverInHouse>;
  readonly offerToPartner: ReturnType<typeof offerToPartner>;
  readonly sendBySdk: ReturnType<typeof sendBySdk>;
  readonly followBySdk: ReturnType<typeof followBySdk>;
  readonly deliverToRoom: ReturnType<typeof deliverToRoom>;
  readonly links: MediaLinks;
  readonly events: OutboundEvents;
  readonly clock: Clock;
  readonly steps: Steps;
}

/** Sends a queued delivery by the channel of its order: here a new channel finds its transport. */
export const dispatch =
  (deps: DispatchDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    const { deliveries, steps } = deps;
    await steps('dispatch:claimed');
    const id = asId<'delivery'>(work.subject);
    const delivery = await deliveries.read(id);
    if (delivery?.way.channel === 'gateway' && delivery.state.name === 'accepted')
      return lookAtOffered(deps, delivery, work);
    if (delivery?.way.channel === 'sdk' && !isBeforeDialling(delivery.state.name))
      return deps.followBySdk(delivery, work);
    if (!delivery || !isBeforeDialling(delivery.state.name))
      return deliveries.settle(id, { work, fate: { kind: 'end' } });
    if (isTooLate(deps, delivery))
      return giveUp(deps, delivery, work, delivery.waitsForAccount ? 'account' : 'not-submitted');
    const { way } = delivery;
    const securely = (hand: () => Promise<object>, step?: StepName): Promise<void> =>
      dispatchSecurely(deps, delivery, work, signal, hand, step);
    switch (way.channel) {
      case 'fax':
        return dispatchFax(deps, delivery, work, signal);
      case 'department': {
        const hand = () => deps.deliverInHouse(delivery, way.departmentId, work, signal);
        return securely(hand, 'in-house:filed');
      }
      case 'gateway':
        return securely(() => deps.offerToPartner(delivery, work, signal), 'gateway:offered');
      case 'sdk':
        return securely(() => deps.sendBySdk(delivery, work, signal));
      case 'room': {
        const hand = () => deps.deliverToRoom(delivery, way.functionId, work, signal);
        return securely(hand, 'room:filed');
      }
    }
  };

/**
 * Hands it to a carrier, once. Until the intent is committed it may be done again after a crash; after that nothing here
 * dials: whether the carrier has it is found out by `follow`, and if not, a person decides.
 */
const dispatchFax = async (
  deps: DispatchDeps,
  delivery: StoredDelivery,
  work: Work,
  signal: AbortSignal,
): Promise<void> => {
  const { deliveries, ways, steps } = deps;
  const { id } = delivery;
  const chosen = await ways.choose(delivery);
  if (chosen.kind === 'no-carrier') return giveUp(deps, delivery, work, 'no-carrier');
  if (chosen.kind === 'account-held') return waitForAccount(deps, id, work);
  if (chosen.kind === 'lines-busy') return waitForLine(deps, delivery, chosen.first, work, signal);
  const { way } = chosen;
  await deliveries.tell(id, house('preparing', work));
  await steps('dispatch:preparing');
  const ready = await orCause(deps, signal, () => prepared(deps, delivery, way.transport, signal));
  if ('cause' in ready) return giveUp(deps, delivery, work, ready.cause);
  signal.throwIfAborted();
  await handOver(deps, delivery, way, ready.document, work);
};

/**
 * No call leaves. What a crash leaves undone is done again: the database makes one message of it within the house and in
 * the room, a partner's lies ready once, and what may be at SDK's service is looked for first, by `followBySdk`.
 */
const dispatchSecurely = async (
  deps: DispatchDeps,
  delivery: StoredDelivery,
  work: Work,
  signal: AbortSignal,
  hand: () => Promise<object>,
  step: StepName | undefined,
): Promise<void> => {
  await deps.deliveries.tell(delivery.id, house('preparing', work));
  await deps.steps('dispatch:preparing');
  const done = await orCause(deps, signal, hand);
  if ('cause' in done) return giveUp(deps, delivery, work, done.cause);
  if (step) await deps.steps(step);
};

/** By its deadline nobody has taken it: a person is told. It lies there still, and taking it late resolves that. */
const lookAtOffered = async (
  deps: DispatchDeps,
  delivery: StoredDelivery,
  work: Work,
): Promise<void> => {
  const { deliveries, clock, events } = deps;
  const { id, deadline } = delivery;
  if (!isTooLate(deps, delivery)) {
    const inMs = deadline.getTime() - clock.now().getTime() + 1;
    return deliveries.settle(id, { work, fate: { kind: 'again', inMs } });
  }
  const told: Told = {
    fact: { kind: 'silence', reason: 'never-told' },
    source: 'house',
    eventKey: 'gateway:not-taken',
    evidence: {},
  };
  events.told(gateway, await deliveries.tell(id, told, { work, fate: { kind: 'end' } }));
};

const lineHeld: WorkFate = { kind: 'again', inMs: lineHeldMs };
const linesBusy: WorkFate = { kind: 'again', inMs: linesBusyMs };

const isTooLate = ({ clock }: DispatchDeps, { deadline }: StoredDelivery): boolean =>
  clock.now() > deadline;

/** The few that go next have their pages made by then, so that no line stands empty meanwhile. */
const waitForLine = async (
  deps: DispatchDeps,
  delivery: StoredDelivery,
  { transport, atOnce = 0 }: Way,
  work: Work,
  signal: AbortSignal,
): Promise<void> => {
  const { deliveries } = deps;
  const { id, state } = delivery;
  const most = mostReadyAhead(atOnce);
  if (
    state.name === 'queued' &&
    (await deliveries.getReadyAhead(id, house('preparing', work), most))
  ) {
    const ready = await orCause(deps, signal, () => prepared(deps, delivery, transport, signal));
    if ('cause' in ready) return giveUp(deps, delivery, work, ready.cause);
  }
  await deliveries.settle(id, { work, fate: linesBusy });
};

/** Nothing goes by a carrier whose account is at fault; it stays in the queue, to be taken back or to go later. */
const waitForAccount = async (
  { deliveries }: DispatchDeps,
  id: DeliveryId,
  work: Work,
): Promise<void> => {
  await deliveries.waitForAccount(id);
  const fate: WorkFate = { kind: 'again', inMs: accountLookMs };
  await deliveries.settle(id, { work, fate });
};

const house = (
  kind: 'preparing' | 'not-reached' | 'account-held',
  { id, attempts }: Work,
): Told => ({
  fact: { kind },
  source: 'house',
  // a later try is another event: tries are never counted anew
  eventKey: `house:${kind}:${id}:${attempts}`,
  evidence: {},
});

const giveUp = async (
  { deliveries, events }: DispatchDeps,
  { id }: StoredDelivery,
  work: Work,
  cause: FailureCause,
): Promise<void> => {
  const told: Told = {
    fact: { kind: 'given-up', cause },
    source: 'house',
    eventKey: 'house:given-up',
    evidence: {},
  };
  events.told('house', await deliveries.tell(id, told, { work, fate: { kind: 'end' } }));
};

/** What can't be mended by trying again: the document itself. Everything else is thrown, and tried again. */
const unmendable: ReadonlySet<string> = new Set([
  'document-damaged',
  'object-missing',
  'not-a-fax-document',
  'damaged-beyond-reading',
  'too-large',
  'too-many-pages',
  'too-many-pixels',
  'no-pages',
  'bad-options',
  'time-limit',
  'memory-limit',
]);

/** Makes the pages; opened at once for a carrier that has them with the order, so that a fault comes before the intent. */
const prepared = async (
  deps: DispatchDeps,
  delivery: StoredDelivery,
  transport: OutboundTransport,
  signal: AbortSignal,
): Promise<{ readonly document: Uint8Array | undefined }> => {
  await deps.prepare(delivery, transport.mediaType, signal);
  if (transport.mediaBy === 'link') return { document: undefined };
  const sent = await deps.deliveries.sent(delivery.id, transport.mediaType);
  if (!sent) throw new KuvertError('document-damaged', 'the pages were not kept');
  return { document: await openForUs(deps, sent) };
};

/** What came of it, or why the document is at fault. */
const orCause = async <Done extends object>(
  { events }: DispatchDeps,
  signal: AbortSignal,
  make: () => Promise<Done>,
): Promise<Done | { readonly cause: FailureCause }> => {
  try {
    return await make();
  } catch (error) {
    if (signal.aborted || !unmendable.has(codeOf(error))) throw error;
    events.notPrepared(error);
    return { cause: 'conversion' };
  }
};

const handOver = async (
  { deliveries, ways, links, events, steps }: DispatchDeps,
  delivery: StoredDelivery,
  way: Way,
  document: Uint8Array | undefined,
  work: Work,
): Promise<void> => {
  const { id, to, from, resolution, gentlerThan, deadline } = delivery;
  const { transport, atOnce } = way;
  const { carrier, mediaType } = transport;
  const withdrawable = transport.withdraw !== undefined;
  const intent = { carrier, mediaType, atOnce, withdrawable };
  const intended = await deliveries.intend(id, intent, nextLookMs(0));
  if (intended !== 'intended') {
    const fate = intended === 'line-held' ? lineHeld : ({ kind: 'end' } as const);
    return deliveries.settle(id, { work, fate });
  }
  await steps('dispatch:intended');
  // without the signal: a call that left is waited for, or given up with the process, and followed up either way
  const submission = await transport.submit({
    deliveryId: id,
    to,
    from,
    resolution,
    gentle: gentlerThan !== undefined,
    mediaUrl: links.make(id),
    document,
    deadline,
  });
  await steps('dispatch:submitted');
  events.submitted(carrier, submission.kind);
  if (submission.kind === 'not-reached') ways.notReached(way);
  if (submission.kind === 'refused' && submission.cause === 'account') events.accountHeld(carrier);
  if (submission.kind === 'accepted') await deliveries.accountWorks(carrier);
  const { told, fate } = answerOf(submission, carrier, work);
  if (told) events.told(carrier, await deliveries.tell(id, told, { work, fate }));
  else await deliveries.settle(id, { work, fate });
  await steps('dispatch:settled');
};

/** An order without an answer stays as it is: it is looked for at the carrier, and never given again from here. */
const answerOf = (
  submission: Submission,
  carrier: string,
  work: Work,
): { readonly told?: Told; readonly fate: WorkFate } => {
  const { evidence } = submission;
  const source = 'house';
  switch (submission.kind) {
    case 'accepted': {
      const { carrierFaxId } = submission;
      const eventKey = `${carrierFaxId}:answered`;
      const told = {
        fact: { kind: 'accepted' },
        source,
        eventKey,
        evidence,
        carrierFaxId,
      } as const;
      return { told, fate: { kind: 'end' } };
    }
    case 'refused': {
      // the order is as good as before: it goes by another carrier, or when the account is mended
      if (submission.cause === 'account') {
        const told = { ...house('account-held', work), evidence };
        return { told, fate: lineHeld };
      }
      const fact = { kind: 'failed', cause: submission.cause } as const;
      const told = { fact, source, eventKey: 'house:refused', evidence } as const;
      return { told, fate: { kind: 'end' } };
    }
    case 'not-reached': {
      const inMs = notReachedMs(work.attempts);
      // the delivery will have none: this says which it was
      const told = { ...house('not-reached', work), evidence: { ...evidence, carrier } };
      return { told, fate: { kind: 'again', inMs, error: 'carrier-unreachable' } };
    }
    case 'unanswered':
      return { fate: { kind: 'end' } };
  }
};
