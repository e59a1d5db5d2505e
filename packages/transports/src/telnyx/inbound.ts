import type { Clock } from '@kuvert/shared/clock';
import type { Received, SynchronousInboundTransport } from '@kuvert/shared/ports/transport';

import { assertReceivedPath } from '../received-path.ts';
import { publicKeyOf } from './authenticate.ts';
import { maxBodyBytes, readEvent, reply, type TelnyxEvent } from './event.ts';
import { receptionFrom } from './reception.ts';
import type { TelnyxInboundSettings } from './settings.ts';

/**
 * Telnyx's Programmable Fax: `…/received` is told step by step how a fax comes in, in any order and any number of times.
 * The last step names the media by a link that lives ten minutes. A fax application that also sends tells of that here;
 * it is authentic, and nothing of ours.
 */
export const createTelnyxInbound = (
  settings: TelnyxInboundSettings,
  clock: Clock,
): SynchronousInboundTransport => {
  const key = publicKeyOf(settings.publicKey);
  return {
    carrier: settings.carrier,
    maxBodyBytes,
    receive: (request) => {
      assertReceivedPath(request);
      return receivedOf(readEvent(request, key, clock.now()), settings, clock.now());
    },
  };
};

const receivedOf = (
  { event_type: type, occurred_at: at, payload }: TelnyxEvent,
  settings: TelnyxInboundSettings,
  now: Date,
): Received => {
  const failed = type === 'fax.failed';
  const ended = type === 'fax.received' || failed;
  if (!ended || payload.direction !== 'inbound') return { kind: 'answer', reply };
  return {
    kind: 'reception',
    reception: receptionFrom({ ...payload, failed, at }, settings, now),
    reply,
  };
};
