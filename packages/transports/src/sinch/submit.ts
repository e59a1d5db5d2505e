import type { CarrierCall } from '@kuvert/shared/ports/carrier-call';
import type { FaxOrder, Submission } from '@kuvert/shared/ports/outbound';
import type { SendingResolution } from '@kuvert/shared/sending/limits';

import { maxFaxBytes } from '../rest/bounds.ts';
import { parseJson } from '../rest/json.ts';
import { causeOfStatus } from '../rest/refused.ts';
import { submissionOf, type OrderAnswers } from '../rest/submission.ts';
import { callbackPassword } from './authenticate.ts';
import { Fax } from './fax.ts';
import { credentialsOf, faxesUrl } from './rest.ts';
import { webhookUser, type SinchOutboundSettings } from './settings.ts';

/** `resolution`: Sinch has none below fine, so that pages at standard resolution are sent as they are, in fine. */
const resolutions: Readonly<Record<SendingResolution, string>> = {
  standard: 'FINE',
  fine: 'FINE',
  superfine: 'SUPERFINE',
};

/** The label that our send id is; keys are ours to choose. */
export const sendIdLabel = 'delivery';

/** Hands an order over. Left to itself Sinch dials again three times: none is asked for, as our own would multiply. */
export const submitOrder = async (
  settings: SinchOutboundSettings,
  call: CarrierCall,
  order: FaxOrder,
): Promise<Submission> => {
  const outcome = await call(faxesUrl(settings), {
    body: {
      kind: 'json',
      value: {
        to: order.to,
        from: order.from,
        contentUrl: order.mediaUrl,
        resolution: resolutions[order.resolution],
        maxRetries: 0,
        // our header line is in the pages
        headerText: '',
        headerPageNumbers: false,
        labels: { [sendIdLabel]: order.deliveryId },
        callbackUrl: callbackUrl(settings, order),
        callbackUrlContentType: 'application/json',
      },
    },
    credentials: credentialsOf(settings),
    maxBytes: maxFaxBytes,
    deadlineMs: settings.deadlineMs,
  });
  return submissionOf(outcome, answers);
};

/** Name and password stand in the address: that is how Sinch is told to show them. */
const callbackUrl = (
  { publicOrigin, carrier, webhookSecret }: SinchOutboundSettings,
  { deliveryId }: FaxOrder,
): string => {
  const url = new URL(`${publicOrigin}/callbacks/${carrier}/${deliveryId}`);
  url.username = webhookUser;
  url.password = callbackPassword(webhookSecret, deliveryId);
  return url.href;
};

const answers: OrderAnswers = {
  taken: (bytes) => {
    const fax = parseJson(Fax, bytes);
    return fax && { faxId: fax.id, status: fax.status };
  },
  refused: (status) => ({ cause: causeOfStatus(status), code: undefined }),
};
