import type { Clock } from '@kuvert/shared/clock';
import { codeOf, KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';
import { isAddressForm, OrganisationId } from '@kuvert/shared/partners/address';
import type { ServedAttributes } from '@kuvert/shared/partners/client-api';
import { MessageServiceError, type MessageService } from '@kuvert/shared/ports/message-service';
import { sdk } from '@kuvert/shared/reception';

import type { IngestEvents } from '../events.ts';
import type { acceptPartnerMessage } from './accept-partner-message.ts';
import type { PartnerLedger } from './partner-ports.ts';
import type { IntakeDoor } from './intake-door.ts';
import {
  backOff,
  closedWaitMs,
  heldWaitMs,
  jittered,
  longestFaultWaitMs,
  quietWaitMs,
} from './patience.ts';
import type { HeldWork, Ledger } from './ports.ts';
import { readServedMessage } from './read-partner-message.ts';
import type {
  Correspondents,
  HeldMessage,
  Hindrance,
  MessageFault,
  SdkLedger,
} from './sdk-ports.ts';
import type { Steps } from './steps.ts';

export interface PollDeps {
  /** Undefined where none is configured (any more). */
  readonly messageService: Pick<MessageService, 'list' | 'fetch' | 'remove'> | undefined;
  readonly messages: SdkLedger;
  readonly partners: Pick<PartnerLedger, 'partnerOf'>;
  readonly ledger: Pick<Ledger, 'carrierChecked' | 'settle'>;
  readonly accept: ReturnType<typeof acceptPartnerMessage>;
  /** What of SDK's schema and rules a message breaks; undefined when nothing is. */
  readonly faultOf: (served: ServedAttributes) => Promise<MessageFault | undefined>;
  readonly events: Pick<IngestEvents, 'sdkPolled' | 'sdkPollFailed' | 'sdkHeld'>;
  readonly intake: Pick<IntakeDoor, 'isOpen'>;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'fraction'>;
  readonly steps: Steps;
  /** The longest time between two looks while nothing comes, in milliseconds. */
  readonly longestQuietMs: number;
}

/** With a message service. */
type AskingDeps = PollDeps & { readonly messageService: NonNullable<PollDeps['messageService']> };

/**
 * Asks SDK's message service for what is new and takes it in, one after the other. A message is deleted there only when
 * it is filed here; until then a crash anywhere leaves it there, to be fetched again and known by its id and content.
 * What can't be taken is held there: it hinders no other, and is tried again at growing intervals.
 */
export const pollMessageService =
  (deps: PollDeps) =>
  async (work: HeldWork, signal: AbortSignal): Promise<void> => {
    const { messageService, ledger, events, clock, steps } = deps;
    await steps('sdk:claimed');
    if (!messageService) return ledger.settle(work, { kind: 'end', error: 'carrier-unknown' });
    if (!(await deps.intake.isOpen()))
      return ledger.settle(work, { kind: 'again', inMs: closedWaitMs });
    const begun = clock.now();
    try {
      const taken = await takeAll({ ...deps, messageService }, signal);
      const fate = { kind: 'again', inMs: await untilNextLook(deps) } as const;
      await ledger.carrierChecked(sdk, { at: begun }, work, fate);
      await steps('sdk:settled');
      events.sdkPolled(taken);
    } catch (error) {
      if (signal.aborted || codeOf(error) === 'lease-lost') throw error;
      const code = codeOf(error);
      const fate = { kind: 'again', inMs: afterFault(deps, work, error), error: code } as const;
      await ledger.carrierChecked(sdk, { error: code }, work, fate);
      events.sdkPollFailed(error);
    }
  };

const untilNextLook = async (deps: PollDeps): Promise<number> => {
  const { messages, clock, randomness, longestQuietMs } = deps;
  const last = (await messages.lastTakenAt())?.getTime() ?? 0;
  const quietMs = clock.now().getTime() - last;
  return jittered(quietWaitMs(quietMs, longestQuietMs), randomness.fraction());
};

/** As long as the service asks us to wait, at least. */
const afterFault = ({ randomness }: PollDeps, { attempts }: HeldWork, error: unknown): number => {
  const inMs = jittered(backOff(attempts, longestFaultWaitMs), randomness.fraction());
  const asked = error instanceof MessageServiceError ? error.retryAfterSeconds : undefined;
  return Math.max(inMs, (asked ?? 0) * 1000);
};

/** How many were taken. What is ours to mend fails the look when all others are in. */
const takeAll = async (deps: AskingDeps, signal: AbortSignal): Promise<number> => {
  const { messageService, messages, clock, steps } = deps;
  const held = new Map((await messages.held()).map((each) => [each.messageId, each]));
  const { messages: listed, odd } = await messageService.list({ status: 'NEW' });
  await steps('sdk:listed');
  const now = clock.now();
  const isDue = (id: string): boolean => (held.get(id)?.retryAt ?? now) <= now;
  // what is held is tried whether it is listed or not: it may be gone
  const ids = new Set([...listed.map(({ messageId }) => messageId), ...held.keys()]);
  // what can't be read can't be named: that it is there is said
  const faults: unknown[] =
    odd > 0 ? [new MessageServiceError('message-service-nonsense', { odd })] : [];
  let taken = 0;
  for (const id of [...ids].filter(isDue)) {
    signal.throwIfAborted();
    if (await takeOne(deps, id, held.get(id), faults, signal)) taken += 1;
  }
  if (faults.length > 0) throw faults[0];
  return taken;
};

/** @returns whether it was taken. @throws MessageServiceError while the service is away; LeaseLost */
const takeOne = async (
  deps: AskingDeps,
  id: string,
  held: HeldMessage | undefined,
  faults: unknown[],
  signal: AbortSignal,
): Promise<boolean> => {
  const { messageService, messages, steps } = deps;
  const fetched = await orHindrance(() => messageService.fetch(id), signal);
  if ('why' in fetched) {
    await hold(deps, id, held, nobody, fetched.why);
    return false;
  }
  const served = fetched.value;
  if (!served) {
    await messages.release(id, 'gone');
    return false;
  }
  await steps('sdk:fetched');
  const why = await hindranceOf(deps, served, faults, signal);
  if (why) {
    await hold(deps, id, held, correspondentsOf(served), why);
    return false;
  }
  await steps('sdk:taken');
  const isLeft = (await messageService.remove(id)) === 'not-final';
  await steps('sdk:deleted');
  if (isLeft) await hold(deps, id, held, correspondentsOf(served), notDeleted);
  else await messages.release(id, 'taken');
  return true;
};

const notDeleted: Hindrance = { code: 'message-not-deleted', field: undefined, isOurs: false };
const nobody: Correspondents = {
  sender: undefined,
  senderAddress: undefined,
  recipientAddress: undefined,
};

/** What is answered for one message alone hinders that one; everything else ends the look. */
const orHindrance = async <Value>(
  ask: () => Promise<Value>,
  signal: AbortSignal,
): Promise<{ readonly value: Value } | { readonly why: Hindrance }> => {
  try {
    return { value: await ask() };
  } catch (error) {
    const code = codeOf(error);
    if (signal.aborted || code !== 'message-service-nonsense') throw error;
    return { why: { code, field: undefined, isOurs: false } };
  }
};

/** Why a message can't be taken; undefined when it is filed. */
const hindranceOf = async (
  { accept, faultOf, partners }: AskingDeps,
  served: ServedAttributes,
  faults: unknown[],
  signal: AbortSignal,
): Promise<Hindrance | undefined> => {
  try {
    const partner = await partners.partnerOf(served.sender);
    if (!partner) return { code: 'partner-unknown', field: 'attributes.sender', isOurs: false };
    // what breaks SDK's rules is filed by nobody: its message service should have rejected it
    const fault = await faultOf(served);
    if (fault)
      return { code: `${fault.why.code} ${fault.why.reason}`, field: fault.at, isOurs: false };
    const acknowledged = await accept(partner, readServedMessage(served), signal);
    if (acknowledged.kind === 'accepted') return undefined;
    const { why, at } = acknowledged;
    return { code: `${why.code} ${why.reason}`, field: at, isOurs: false };
  } catch (error) {
    const code = codeOf(error);
    if (signal.aborted || code === 'lease-lost') throw error;
    const isOurs = !(error instanceof KuvertError && code === 'rate-limited');
    if (isOurs) faults.push(error);
    return { code, field: undefined, isOurs };
  }
};

const hold = async (
  { messages, events, clock, steps }: AskingDeps,
  messageId: string,
  held: HeldMessage | undefined,
  from: Correspondents,
  why: Hindrance,
): Promise<void> => {
  const tries = (held?.tries ?? 0) + 1;
  const at = clock.now();
  const retryAt = new Date(at.getTime() + heldWaitMs(tries, why.isOurs));
  await messages.hold({ messageId, tries, retryAt, from, why, at });
  await steps('sdk:held');
  events.sdkHeld(why.code, tries);
};

const correspondentsOf = ({
  sender,
  senderAttention,
  recipientAttention,
}: ServedAttributes): Correspondents => {
  const addressed = (text: string | undefined): string | undefined =>
    text !== undefined && isAddressForm(text) ? text : undefined;
  return {
    sender: OrganisationId.safeParse(sender).success ? sender : undefined,
    senderAddress: addressed(senderAttention?.subOrganization.extension),
    recipientAddress: addressed(recipientAttention?.subOrganization.extension),
  };
};
