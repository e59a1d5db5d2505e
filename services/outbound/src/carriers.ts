import { readSecret } from '@kuvert/platform/config/twilio';
import { createCarrierCall } from '@kuvert/platform/fetch/carrier-call';
import { createGuardedFetch } from '@kuvert/platform/fetch/guarded-fetch';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';
import { createTwilioOutbound } from '@kuvert/transports/twilio-dialect/outbound';

import type { SendingConfig } from './config.ts';

/** The configured way out. */
export const openCarrier = async (config: SendingConfig): Promise<OutboundTransport> => {
  const { carrier, accountSid, restOrigin } = config.twilio;
  const guard = { hosts: [new URL(restOrigin).host], allowLoopback: config.allowLoopback };
  const settings = {
    carrier,
    accountSid,
    restOrigin,
    publicOrigin: config.origin,
    signingKey: await readSecret(config.twilio.signingKey),
    user: accountSid,
    password: await readSecret(config.twilio.restToken),
    deadlineMs: config.submitMs,
  };
  return createTwilioOutbound(settings, createCarrierCall(guard), createGuardedFetch(guard));
};
