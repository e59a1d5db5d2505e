import type { Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { codeOf, KuvertError } from '@kuvert/shared/errors';
import { asId, type DeliveryId } from '@kuvert/shared/ids';
import type { OutboundTransport, Submission } from '@kuvert/shared/ports/outbound';
import type { FailureCause } from '@kuvert/shared/sending/causes';
import { isBeforeDialling } from '@kuvert/shared/sending/delivery';

import type { OutboundEvents } from '../events.ts';
import type { MediaLinks } from './media-links.ts';
import { openForUs, type OpenDeps } from './open-for-us.ts';
import { accountLookMs, lineHeldMs, linesBusyMs, nextLookMs, notReachedMs } from './patience.ts';
import type { Deliveries, StoredDelivery, Told, WorkFate } from './ports.ts';
import type { prepareSent } from './prepare-sent.ts';
import type { Steps } from './steps.ts';
import type { Way, Ways } from './ways.ts';

export interface DispatchDeps extends OpenDeps {
  readonly deliveries: Deliveries;
  readonly ways: Ways;
  readonly prepare: ReturnType<typeof prepareSent>;
  readonly links: MediaLinks;
  readonly events: OutboundEvents;
  readonly clock: Clock;
  readonly steps: Steps;
}

/**
 * Hands a queued delivery to the carrier, once. Until the intent is committed it may be done again after a crash;
 * after that nothing here dials: whether the carrier has it is found out by `follow`, and if not, a person decides.
 */
export const dispatch =
  (deps: DispatchDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    const { deliveries, ways, steps } = deps;
    await steps('dispatch:claimed');
    const id = asId<'delivery'>(work.subject);
    const delivery = await deliveries.read(id);
    if (!delivery || !isBeforeDialling(delivery.state.name))
      return deliveries.settle(id, { work, fate: { kind: 'end' } });
    if (isTooLate(deps, delivery))
      return giveUp(deps, delivery, work, delivery.waitsForAccount ? 'account' : 'not-submitted');
    const chosen = await ways.choose(delivery);
    if (chosen.kind === 'account-held') return waitForAccount(deps, id, work);
    if (chosen.kind === 'lines-busy') return deliveries.settle(id, { work, fate: linesBusy });
    const { way } = chosen;
    await deliveries.tell(id, house('preparing', work));
    await steps('dispatch:preparing');
    const ready = await prepared(deps, delivery, way.transport, signal);
    if ('cause' in ready) return giveUp(deps, delivery, work, ready.cause);
    signal.throwIfAborted();
    await handOver(deps, delivery, way, ready.document, work);
  };

const lineHeld: WorkFate = { kind: 'again', inMs: lineHeldMs };
const linesBusy: WorkFate = { kind: 'again', inMs: linesBusyMs };

const isTooLate = ({ clock }: DispatchDeps, { deadline }: StoredDelivery): boolean =>
  clock.now() > deadline;

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
): Promise<{ readonly document: Uint8Array | undefined } | { readonly cause: FailureCause }> => {
  try {
    await deps.prepare(delivery, transport.mediaType, signal);
    if (transport.mediaBy === 'link') return { document: undefined };
    const sent = await deps.deliveries.sent(delivery.id);
    if (!sent) throw new KuvertError('document-damaged', 'the pages were not kept');
    return { document: await openForUs(deps, sent) };
  } catch (error) {
    if (signal.aborted || !unmendable.has(codeOf(error))) throw error;
    deps.events.notPrepared(error);
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
  const { id, to, from, resolution, deadline } = delivery;
  const { transport, atOnce } = way;
  const { carrier } = transport;
  const intended = await deliveries.intend(id, { carrier, atOnce }, nextLookMs(0));
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
