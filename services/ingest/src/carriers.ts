import { readSecret } from '@kuvert/platform/config/twilio';
import { createGuardedFetch } from '@kuvert/platform/fetch/guarded-fetch';
import type { Clock } from '@kuvert/shared/clock';
import type { CarrierArchive, InboundTransport } from '@kuvert/shared/ports/transport';
import { createHylafaxInbound } from '@kuvert/transports/hylafax/inbound';
import { createTwilioArchive } from '@kuvert/transports/twilio-dialect/archive';
import { createTwilioInbound } from '@kuvert/transports/twilio-dialect/inbound';

import type { IngestConfig } from './config.ts';

export interface Carriers {
  readonly transports: ReadonlyMap<string, InboundTransport>;
  readonly archives: ReadonlyMap<string, CarrierArchive>;
}

/** Every configured way in, and what each carrier keeps for us. */
export const openCarriers = async (config: IngestConfig, clock: Clock): Promise<Carriers> => {
  const transports: InboundTransport[] = [];
  const archives: CarrierArchive[] = [];
  if (config.twilio) {
    const { carrier, accountSid, restOrigin, mediaHosts } = config.twilio;
    const signingKey = await readSecret(config.twilio.signingKey);
    const account = { carrier, accountSid, publicOrigin: config.origin, signingKey };
    transports.push(createTwilioInbound(account, clock));
    const fetch = createGuardedFetch({
      hosts: [new URL(restOrigin).host, ...mediaHosts],
      allowLoopback: config.media.allowLoopback,
    });
    const rest = {
      carrier,
      accountSid,
      restOrigin,
      user: accountSid,
      password: await readSecret(config.twilio.restToken),
      maxMediaBytes: config.media.maxBytes,
      deadlineMs: config.media.deadlineMs,
    };
    archives.push(createTwilioArchive(rest, fetch, clock));
  }
  if (config.hylafax) {
    const key = await readSecret(config.hylafax.key);
    const host = { carrier: config.hylafax.carrier, key, maxMediaBytes: config.media.maxBytes };
    transports.push(createHylafaxInbound(host, clock));
  }
  return {
    transports: new Map(transports.map((transport) => [transport.carrier, transport])),
    archives: new Map(archives.map((archive) => [archive.carrier, archive])),
  };
};
