import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type { CarrierCall } from '@kuvert/shared/ports/carrier-call';
import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { publicKeyOf } from './authenticate.ts';
import { clientStateOf } from './client-state.ts';
import { maxBodyBytes, readEvent, reply, type TelnyxPayload } from './event.ts';
import { lookAtCarrier } from './look.ts';
import { reportOf } from './report.ts';
import type { TelnyxOutboundSettings } from './settings.ts';
import { submitOrder } from './submit.ts';

/** Faxes sent by Telnyx: REST to hand over and to ask, signed webhooks to be told. */
export const createTelnyxOutbound = (
  settings: TelnyxOutboundSettings,
  call: CarrierCall,
  fetch: GuardedFetch,
  clock: Clock,
): OutboundTransport => {
  const key = publicKeyOf(settings.publicKey);
  return {
    carrier: settings.carrier,
    mediaType: 'application/pdf',
    mediaBy: 'link',
    maxBodyBytes,
    submit: (order) => submitOrder(settings, call, order),
    readCallback: (request) => {
      const { payload } = readEvent(request, key, clock.now());
      assertOwn(request, payload);
      return { report: reportOf(payload), reply };
    },
    look: (lookup, signal) => lookAtCarrier(settings, fetch, lookup, signal),
  };
};

/** What is signed names its delivery: it tells of no other. */
const assertOwn = ({ target }: RawRequest, { client_state: state }: TelnyxPayload): void => {
  if (!state) throw new KuvertError('request-invalid', 'the event carries no send id');
  const path = target.split('/').at(-1) ?? '';
  if (state !== clientStateOf(asId<'delivery'>(path)))
    throw new KuvertError('signature-wrong', 'the event was signed for another delivery');
};
