import type { Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { ServedAttributes } from '@kuvert/shared/partners/client-api';
import { refusalsOf } from '@kuvert/shared/partners/refusal';
import { factOfStatus } from '@kuvert/shared/partners/told-by-service';
import { MessageServiceError, type MessageService } from '@kuvert/shared/ports/message-service';
import { sdk } from '@kuvert/shared/reception';
import type { DeliveryState } from '@kuvert/shared/sending/delivery';

import type { PartnerReply } from './partner-ports.ts';
import { lateLookMs, sdkLookMs, sdkLooksEndMs } from './patience.ts';
import type { StoredDelivery, Told, WorkFate } from './ports.ts';
import { sendAgain, type SendBySdkDeps } from './send-by-sdk.ts';

export interface FollowBySdkDeps extends SendBySdkDeps {
  readonly clock: Clock;
}

/**
 * Follows what may be at SDK's message service, by its id, until the last word; then the service's copy is deleted. What
 * surely isn't there is sent again under the same id until its deadline. When that has passed nobody knows, and a person
 * is told; a late answer resolves it.
 */
export const followBySdk =
  (deps: FollowBySdkDeps) =>
  async (delivery: StoredDelivery, work: Work): Promise<void> => {
    const { deliveries, sendings, messageService, events } = deps;
    const { id, state } = delivery;
    if (!messageService)
      return deliveries.settle(id, { work, fate: { kind: 'again', inMs: lateLookMs } });
    if (isOver(state)) return clearAway(deps, messageService, delivery, work);
    const reply = await sendings.read(id);
    const asked = await ask(deps, messageService, delivery, reply);
    await deps.steps('follow:looked');
    if ('error' in asked) return settleOrSilence(deps, delivery, work, asked.error);
    if (asked.found) return tellFound(deps, delivery, asked.found, work);
    const maySend = state.name === 'submitting' && !isTooLate(deps, delivery);
    if (maySend && reply) return sendAgain(deps, messageService, delivery, reply, work);
    if (state.name === 'accepted') events.lookFailed(sdk, lost());
    return settleOrSilence(deps, delivery, work);
  };

const lost = (): KuvertError =>
  new KuvertError('not-found', 'a message that was handed over is not at the message service');

/** Nothing more is heard of it. */
const isOver = (state: DeliveryState): boolean =>
  state.name === 'delivered' ||
  state.name === 'failed' ||
  state.name === 'cancelled' ||
  (state.name === 'unknown' && state.reason === 'exchange-error');

const isTooLate = ({ clock }: FollowBySdkDeps, { deadline }: StoredDelivery): boolean =>
  clock.now() > deadline;

/** The last word was kept: only then is the message deleted at the service. */
const clearAway = async (
  { deliveries, steps }: FollowBySdkDeps,
  messageService: MessageService,
  { id }: StoredDelivery,
  work: Work,
): Promise<void> => {
  await messageService.remove(id);
  await steps('sdk:deleted');
  await deliveries.settle(id, { work, fate: { kind: 'end' } });
};

type Asked =
  | { readonly found: ServedAttributes | undefined }
  /** The code of what kept the service from answering. */
  | { readonly error: string };

const hourMs = 3_600_000;

/** By a list, which has no documents; what isn't in it, or says too little, is fetched by its id. */
const ask = async (
  { events }: FollowBySdkDeps,
  messageService: MessageService,
  { id }: StoredDelivery,
  reply: PartnerReply | undefined,
): Promise<Asked> => {
  try {
    const listed = reply && (await listedAs(messageService, reply));
    const isWhole = listed && (listed.messageStatus !== 'REJECTED' || listed.events !== undefined);
    return { found: isWhole ? listed : await messageService.fetch(id) };
  } catch (error) {
    if (!(error instanceof MessageServiceError)) throw error;
    events.lookFailed(sdk, error);
    return { error: error.code };
  }
};

const listedAs = async (
  messageService: MessageService,
  { id, attributes }: PartnerReply,
): Promise<ServedAttributes | undefined> => {
  const { messages } = await messageService.list({
    recipientFunction: attributes.recipientAttention.subOrganization.extension,
    // the service's clock may be another than ours
    since: new Date(Date.parse(attributes.creationDateTime) - hourMs),
  });
  return messages.find(({ messageId }) => messageId === id);
};

const tellFound = async (
  deps: FollowBySdkDeps,
  delivery: StoredDelivery,
  { messageStatus, events: told }: ServedAttributes,
  work: Work,
): Promise<void> => {
  const { deliveries, events, steps } = deps;
  const { id, state } = delivery;
  const [why] = refusalsOf(told).flatMap(({ why: reason }) => reason ?? []);
  const fact = factOfStatus(messageStatus, why);
  const isNews = fact && !(fact.kind === 'accepted' && state.name === 'accepted');
  if (!isNews) return settleOrSilence(deps, delivery, work);
  const reason = messageStatus === 'REJECTED' && why ? { reason: `${why.code} ${why.reason}` } : {};
  const evidence = { status: messageStatus, ...reason };
  const eventKey = `${id}:${messageStatus}`;
  const source = 'poll';
  const word: Told = { fact, source, eventKey, evidence, carrierFaxId: id, carrier: sdk };
  const fate = fateOf(deps, delivery, work);
  events.told(sdk, await deliveries.tell(id, word, { work, fate }));
  await steps('follow:settled');
};

/** Nothing new: it is looked for again, and past its deadline nobody knows. */
const settleOrSilence = async (
  deps: FollowBySdkDeps,
  delivery: StoredDelivery,
  work: Work,
  error?: string,
): Promise<void> => {
  const { deliveries, events } = deps;
  const { id, state } = delivery;
  const fate = fateOf(deps, delivery, work, error);
  if (state.name === 'unknown' || !isTooLate(deps, delivery))
    return deliveries.settle(id, { work, fate });
  const reason = state.name === 'submitting' ? 'submit-unanswered' : 'never-told';
  const silence: Told = {
    fact: { kind: 'silence', reason },
    source: 'house',
    eventKey: `house:silence:${reason}`,
    evidence: {},
  };
  events.told(sdk, await deliveries.tell(id, silence, { work, fate }));
};

/** By the state that the delivery is in then. */
const fateOf =
  ({ clock }: FollowBySdkDeps, { intentAt }: StoredDelivery, { attempts }: Work, error?: string) =>
  (state: DeliveryState): WorkFate => {
    if (isOver(state)) return { kind: 'again', inMs: 0, isFresh: true };
    if (state.name !== 'unknown') return { kind: 'again', inMs: sdkLookMs(attempts), error };
    const age = clock.now().getTime() - (intentAt?.getTime() ?? 0);
    return age < sdkLooksEndMs ? { kind: 'again', inMs: lateLookMs, error } : { kind: 'end' };
  };
