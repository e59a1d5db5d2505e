import type { CarrierCall } from '@kuvert/shared/ports/carrier-call';
import type { FaxOrder, Submission } from '@kuvert/shared/ports/outbound';

import { refusalOf } from './outcomes.ts';
import { Fax, parseJson, Refusal } from './rest-answers.ts';
import { faxesUrl } from './rest-list.ts';
import type { TwilioOutboundSettings } from './settings.ts';

const maxAnswerBytes = 256 * 1024;

/** Hands an order to the carrier; whether it may have it is told by the kind of the answer. */
export const submitOrder = async (
  settings: TwilioOutboundSettings,
  call: CarrierCall,
  order: FaxOrder,
): Promise<Submission> => {
  const { publicOrigin, carrier } = settings;
  const outcome = await call(`${faxesUrl(settings)}.json`, {
    form: {
      To: order.to,
      From: order.from,
      MediaUrl: order.mediaUrl,
      Quality: order.resolution,
      StatusCallback: `${publicOrigin}/callbacks/${carrier}/${order.deliveryId}`,
      StatusCallbackMethod: 'POST',
      // the carrier keeps no copy of the pages
      StoreMedia: 'false',
    },
    basicAuth: { user: settings.user, password: settings.password },
    maxBytes: maxAnswerBytes,
    deadlineMs: settings.deadlineMs,
  });
  switch (outcome.kind) {
    case 'not-sent':
      return { kind: 'not-reached', evidence: { code: outcome.code } };
    case 'unanswered':
      return { kind: 'unanswered', evidence: { code: outcome.code } };
    case 'answered':
      return answered(outcome.status, outcome.bytes);
  }
};

/** Only an answer that surely says "no" is one: a broken server may have taken the order before it broke. */
const answered = (status: number, bytes: Uint8Array): Submission => {
  const evidence = { status };
  if (status >= 200 && status < 300) {
    const fax = parseJson(Fax, bytes);
    return fax
      ? { kind: 'accepted', carrierFaxId: fax.sid, evidence: { ...evidence, said: fax.status } }
      : { kind: 'unanswered', evidence };
  }
  if (status === 429) return { kind: 'not-reached', evidence };
  if (status < 400 || status >= 500 || status === 408) return { kind: 'unanswered', evidence };
  const code = parseJson(Refusal, bytes)?.code?.toString().slice(0, 32);
  return {
    kind: 'refused',
    cause: refusalOf(status, code),
    evidence: { ...evidence, ...(code === undefined ? {} : { code }) },
  };
};
