import type { Clock } from '@kuvert/shared/clock';
import type { InboundTransport, Received } from '@kuvert/shared/ports/transport';
import type { ReceivedMedia } from '@kuvert/shared/reception';

import { assertReceivedPath } from '../received-path.ts';
import { authenticate } from './authenticate.ts';
import { factsBytes, readEvent, reply, type SinchEvent } from './event.ts';
import { receptionFrom } from './reception.ts';
import { fileUrl } from './rest.ts';
import type { SinchInboundSettings } from './settings.ts';

/**
 * Sinch's Fax API: `…/received` is told of a fax that came, with its pages. They are safe with us before the answer:
 * Sinch may keep none, and comes again for days when it gets no 200 within a minute.
 */
export const createSinchInbound = (
  settings: SinchInboundSettings,
  clock: Clock,
): InboundTransport => ({
  carrier: settings.carrier,
  // in JSON the file is base64
  maxBodyBytes: Math.ceil(settings.maxMediaBytes / 3) * 4 + factsBytes,
  receive: async (request) => {
    assertReceivedPath(request);
    authenticate(request, settings.webhookSecret);
    const event = await readEvent(request, settings.maxMediaBytes);
    return receivedOf(event, settings, clock.now());
  },
});

const receivedOf = (event: SinchEvent, settings: SinchInboundSettings, now: Date): Received =>
  event.event === 'INCOMING_FAX'
    ? {
        kind: 'reception',
        reception: receptionFrom(event.fax, mediaOf(event, settings), settings.carrier, now),
        reply,
      }
    : { kind: 'answer', reply };

/** A whole fax without its file has it at the carrier, who may be told to send none. */
const mediaOf = ({ fax, file }: SinchEvent, settings: SinchInboundSettings): ReceivedMedia => {
  if (file && file.byteLength > 0) return { kind: 'body', bytes: file };
  return fax.status === 'COMPLETED'
    ? { kind: 'link', url: fileUrl(settings, fax.id) }
    : { kind: 'none' };
};
