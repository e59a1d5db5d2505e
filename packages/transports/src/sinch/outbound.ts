import { KuvertError } from '@kuvert/shared/errors';
import type { CarrierCall } from '@kuvert/shared/ports/carrier-call';
import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';

import { isJson } from '../rest/json.ts';
import { authenticate, callbackPassword } from './authenticate.ts';
import { factsBytes, readJsonEvent, reply } from './event.ts';
import { lookAtCarrier } from './look.ts';
import { reportOf } from './report.ts';
import type { SinchOutboundSettings } from './settings.ts';
import { submitOrder } from './submit.ts';

/** Faxes sent by Sinch: REST to hand over and to ask, and one callback when a fax has ended. */
export const createSinchOutbound = (
  settings: SinchOutboundSettings,
  call: CarrierCall,
  fetch: GuardedFetch,
): OutboundTransport => ({
  carrier: settings.carrier,
  mediaType: 'application/pdf',
  mediaBy: 'link',
  // the callback may bring the pages back, in base64
  maxBodyBytes: Math.ceil(settings.maxMediaBytes / 3) * 4 + factsBytes,
  submit: (order) => submitOrder(settings, call, order),
  readCallback: (request) => {
    const deliveryId = request.target.split('/').at(-1) ?? '';
    authenticate(request, callbackPassword(settings.webhookSecret, deliveryId));
    if (!isJson(request.headers['content-type']))
      throw new KuvertError('content-type-wrong', 'this takes application/json');
    const { fax } = readJsonEvent(request.body, settings.maxMediaBytes);
    return { report: reportOf(fax), reply };
  },
  look: (lookup, signal) => lookAtCarrier(settings, fetch, lookup, signal),
});
