import { KuvertError } from '@kuvert/shared/errors';
import type { CarrierCall } from '@kuvert/shared/ports/carrier-call';
import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';

import { faxId } from '../rest/fields.ts';
import { pageCount } from '../text.ts';
import { emptyAnswer } from './answers.ts';
import { authenticate } from './authenticate.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { lookAtCarrier } from './look.ts';
import { reportOf } from './report.ts';
import type { TwilioOutboundSettings } from './settings.ts';
import { submitOrder } from './submit.ts';

const maxBodyBytes = 64 * 1024;

/** Faxes sent by a carrier of the Twilio dialect (SignalWire: cXML): REST to hand over and to ask, signed callbacks to be told. */
export const createTwilioOutbound = (
  settings: TwilioOutboundSettings,
  call: CarrierCall,
  fetch: GuardedFetch,
): OutboundTransport => ({
  carrier: settings.carrier,
  mediaType: 'application/pdf',
  mediaBy: 'link',
  maxBodyBytes,
  submit: (order) => submitOrder(settings, call, order),
  readCallback: (request) => {
    const fields = fieldsOf(request);
    authenticate(request, fields, settings);
    return { report: reportOf(callbackFacts(fields)), reply: emptyAnswer };
  },
  look: (lookup, signal) => lookAtCarrier(settings, fetch, lookup, signal),
});

const callbackFacts = (fields: Fields) => {
  const sid = fields['FaxSid'] ?? '';
  if (!faxId.test(sid)) throw new KuvertError('request-invalid', 'no fax id');
  return {
    faxSid: sid,
    status: fields['FaxStatus'] ?? '',
    errorCode: fields['ErrorCode'],
    pages: pageCount(fields['NumPages']),
  };
};
