import type { CarrierCall } from '@kuvert/shared/ports/carrier-call';
import type { FaxOrder, Submission } from '@kuvert/shared/ports/outbound';

import { maxFaxBytes } from '../rest/bounds.ts';
import { parseJson } from '../rest/json.ts';
import { submissionOf, type OrderAnswers } from '../rest/submission.ts';
import { refusalOf } from './outcomes.ts';
import { Fax, Refusal } from './rest-answers.ts';
import { faxesUrl } from './rest-list.ts';
import type { TwilioOutboundSettings } from './settings.ts';

/** Hands an order to the carrier; whether it may have it is told by the kind of the answer. */
export const submitOrder = async (
  settings: TwilioOutboundSettings,
  call: CarrierCall,
  order: FaxOrder,
): Promise<Submission> => {
  const { publicOrigin, carrier } = settings;
  const outcome = await call(`${faxesUrl(settings)}.json`, {
    body: {
      kind: 'form',
      fields: {
        To: order.to,
        From: order.from,
        MediaUrl: order.mediaUrl,
        Quality: order.resolution,
        StatusCallback: `${publicOrigin}/callbacks/${carrier}/${order.deliveryId}`,
        StatusCallbackMethod: 'POST',
        // the carrier keeps no copy of the pages
        StoreMedia: 'false',
      },
    },
    credentials: { kind: 'basic', user: settings.user, password: settings.password },
    maxBytes: maxFaxBytes,
    deadlineMs: settings.deadlineMs,
  });
  return submissionOf(outcome, answers);
};

const answers: OrderAnswers = {
  taken: (bytes) => {
    const fax = parseJson(Fax, bytes);
    return fax && { faxId: fax.sid, status: fax.status };
  },
  refused: (status, bytes) => {
    const code = parseJson(Refusal, bytes)?.code?.toString().slice(0, 32);
    return { cause: refusalOf(status, code), code };
  },
};
