import type { Work } from '@kuvert/platform/work/work';
import { KuvertError } from '@kuvert/shared/errors';
import type { MessageService, SendOutcome } from '@kuvert/shared/ports/message-service';
import { causeOf } from '@kuvert/shared/partners/told-by-service';
import { sdk } from '@kuvert/shared/reception';

import type { OutboundEvents } from '../events.ts';
import { keepPdf, type KeepPdfDeps } from './keep-pdf.ts';
import type { PartnerReply } from './partner-ports.ts';
import { notReachedMs, sdkLookMs } from './patience.ts';
import type { Deliveries, StoredDelivery, Told, WorkFate } from './ports.ts';
import type { SdkSendings } from './sdk-ports.ts';
import { wholeMessage } from './whole-message.ts';

export interface SendBySdkDeps extends KeepPdfDeps {
  readonly deliveries: KeepPdfDeps['deliveries'] & Pick<Deliveries, 'tell' | 'settle'>;
  readonly sendings: SdkSendings;
  /** Undefined where none is configured (any more). */
  readonly messageService: MessageService | undefined;
  readonly events: KeepPdfDeps['events'] &
    Pick<OutboundEvents, 'submitted' | 'told' | 'lookFailed'>;
}

/** What goes wrong until somebody mends the configuration: it is tried again until the order's deadline. */
const unset = (message: string): KuvertError => new KuvertError('configuration-wrong', message);

/**
 * Hands a delivery to SDK's message service: its PDF, and an envelope with its references, under the delivery's id. The
 * intent is committed before anything leaves; what is unclear is sent again under that same id alone, by {@link sendAgain}.
 * @throws KuvertError `configuration-wrong`; what opening, converting and sealing throw; LeaseLost
 */
export const sendBySdk =
  (deps: SendBySdkDeps) =>
  async (delivery: StoredDelivery, work: Work, signal: AbortSignal): Promise<object> => {
    const { deliveries, sendings, messageService, steps } = deps;
    const { id } = delivery;
    if (!messageService) throw unset('no message service of SDK is configured');
    await keepPdf(deps, delivery, signal);
    signal.throwIfAborted();
    const intended = await sendings.intend(id);
    if (intended === 'no-address')
      throw unset('the department has no address for partners: run `kuvert partner-address add`');
    if (intended === 'not-preparing') {
      await deliveries.settle(id, { work, fate: { kind: 'end' } });
      return {};
    }
    await steps('dispatch:intended');
    const reply = await sendings.read(id);
    if (!reply) throw new KuvertError('internal', 'what was addressed is not there');
    await handOver(deps, messageService, delivery, reply, work, 'first');
    return {};
  };

/** The same message under the same id, of which the service has none: it knows it again if it has it by now. */
export const sendAgain = (
  deps: SendBySdkDeps,
  messageService: MessageService,
  delivery: StoredDelivery,
  reply: PartnerReply,
  work: Work,
): Promise<void> => handOver(deps, messageService, delivery, reply, work, 'again');

const handOver = async (
  deps: SendBySdkDeps,
  messageService: MessageService,
  delivery: StoredDelivery,
  reply: PartnerReply,
  work: Work,
  which: 'first' | 'again',
): Promise<void> => {
  const { deliveries, events, steps } = deps;
  const { id } = delivery;
  const pages = await deliveries.sent(id, 'application/pdf');
  const { messageStatus: _ours, ...attributes } = (await wholeMessage(deps, reply, pages))
    .attributes;
  const { digitalDocument = [] } = attributes;
  const outcome = await messageService.send({
    data: { type: 'messages', attributes: { ...attributes, digitalDocument } },
  });
  await steps('dispatch:submitted');
  events.submitted(sdk, outcome.kind === 'taken' ? 'accepted' : outcome.kind);
  const { told, fate } = answerOf(outcome, id, work, which);
  if (told) events.told(sdk, await deliveries.tell(id, told, { work, fate }));
  else await deliveries.settle(id, { work, fate });
  await steps('dispatch:settled');
};

const answerOf = (
  outcome: SendOutcome,
  id: string,
  work: Work,
  which: 'first' | 'again',
): { readonly told?: Told; readonly fate: WorkFate } => {
  const source = 'house';
  const lookSoon: WorkFate = { kind: 'again', inMs: sdkLookMs(0), isFresh: true };
  switch (outcome.kind) {
    case 'taken':
      return {
        told: {
          fact: { kind: 'accepted' },
          source,
          eventKey: `${id}:answered`,
          evidence: {},
          carrierFaxId: id,
          carrier: sdk,
        },
        fate: lookSoon,
      };
    case 'refused': {
      const reasons = outcome.refusals.flatMap(({ why }) => why ?? []);
      // it has the message already: how that one is, it is asked
      if (reasons.some(({ reason }) => reason === 'duplicate')) return { fate: lookSoon };
      const [why] = reasons;
      const evidence = why ? { reason: `${why.code} ${why.reason}` } : {};
      const fact = { kind: 'failed', cause: causeOf(why) } as const;
      return { told: { fact, source, eventKey: 'house:refused', evidence }, fate: { kind: 'end' } };
    }
    case 'invalid': {
      const { why, at, code } = outcome.error;
      const evidence = { reason: `${why.code} ${why.reason}`, at };
      const cause = why.reason === 'too-long' ? 'rejected-size' : code;
      const fact = { kind: 'failed', cause } as const;
      return { told: { fact, source, eventKey: 'house:invalid', evidence }, fate: { kind: 'end' } };
    }
    case 'not-taken': {
      const { code, retryAfterSeconds = 0 } = outcome.error;
      const inMs = Math.max(notReachedMs(work.attempts), retryAfterSeconds * 1000);
      const fate: WorkFate = { kind: 'again', inMs, error: code };
      // an earlier try may have reached it
      if (which === 'again') return { fate };
      const eventKey = `house:not-reached:${work.id}:${work.attempts}`;
      const evidence = { carrier: sdk, code };
      return { told: { fact: { kind: 'not-reached' }, source, eventKey, evidence }, fate };
    }
    case 'unclear':
      return { fate: { kind: 'again', inMs: sdkLookMs(0), error: outcome.error.code } };
  }
};
