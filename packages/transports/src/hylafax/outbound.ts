import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { RunProgram } from '@kuvert/shared/ports/client-program';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { authenticate } from './authenticate.ts';
import { parsePost } from './facts.ts';
import { lookAtJob } from './look.ts';
import { noticeOf, type Notice } from './notice.ts';
import { reportOf } from './report.ts';
import { faxContentType, type HylafaxOutboundSettings } from './settings.ts';
import { submitOrder } from './submit.ts';
import { withdrawJob } from './withdraw.ts';

const maxBodyBytes = 64 * 1024;

/**
 * Faxes sent by a HylaFAX server, here or elsewhere: Debian's `sendfax` to hand over, `faxstat` to ask, `faxrm` to take
 * back, and the notify hook on its host (infra/hylafax) to be told.
 */
export const createHylafaxOutbound = (
  settings: HylafaxOutboundSettings,
  run: RunProgram,
  clock: Clock,
): OutboundTransport => ({
  carrier: settings.carrier,
  mediaType: 'image/tiff',
  mediaBy: 'order',
  maxBodyBytes,
  submit: (order) => submitOrder(settings, run, clock, order),
  readCallback: (request) => {
    const { job, deliveryId, facts } = readNotice(request, settings.key, clock.now());
    const reply = { contentType: 'text/plain; charset=utf-8', body: 'kept\n' };
    return { report: reportOf(job, deliveryId, facts), reply };
  },
  look: (lookup, signal) => lookAtJob(settings, run, lookup, signal),
  withdraw: (lookup, signal) => withdrawJob(settings, run, lookup, signal),
});

const readNotice = (request: RawRequest, key: string, now: Date): Notice => {
  if (request.headers['content-type'] !== faxContentType)
    throw new KuvertError('content-type-wrong', `this takes ${faxContentType}`);
  authenticate(request, key, now);
  const notice = noticeOf(parsePost(request.body));
  // what is signed names its delivery: it tells of no other
  if (request.target.split('/').at(-1) !== notice.deliveryId)
    throw new KuvertError('signature-wrong', 'the notice was signed for another delivery');
  return notice;
};
