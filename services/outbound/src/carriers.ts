import { readSecret } from '@kuvert/platform/config/twilio';
import type { TwilioAccount } from '@kuvert/platform/config/twilio';
import { createCarrierCall } from '@kuvert/platform/fetch/carrier-call';
import { createGuardedFetch } from '@kuvert/platform/fetch/guarded-fetch';
import { createRunProgram } from '@kuvert/platform/programs/run-program';
import type { Clock } from '@kuvert/shared/clock';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';
import { createHylafaxOutbound } from '@kuvert/transports/hylafax/outbound';
import { createTwilioOutbound } from '@kuvert/transports/twilio-dialect/outbound';

import type { SendingConfig } from './config.ts';
import type { HylafaxSender } from './config-carriers.ts';
import type { Way } from './use-cases/ways.ts';

export interface Carriers {
  /** Every configured one by its name: whoever has a fax is asked, and listened to. */
  readonly transports: ReadonlyMap<string, OutboundTransport>;
  /** Those that get new faxes, in the operator's order. */
  readonly ways: readonly Way[];
}

/** The configured ways out. */
export const openCarriers = async (config: SendingConfig, clock: Clock): Promise<Carriers> => {
  const { twilio, hylafax, order, calls } = config.carriers;
  const transports = new Map<string, OutboundTransport>();
  if (twilio) transports.set(twilio.carrier, await openTwilio(config, twilio));
  if (hylafax) transports.set(hylafax.carrier, await openHylafax(config, hylafax, clock));
  const ways = order.flatMap((name) => {
    const transport = transports.get(name);
    return transport ? [{ transport, atOnce: calls.get(name) }] : [];
  });
  return { transports, ways };
};

const openTwilio = async (
  config: SendingConfig,
  { carrier, accountSid, restOrigin, signingKey, restToken }: TwilioAccount,
): Promise<OutboundTransport> => {
  const guard = { hosts: [new URL(restOrigin).host], allowLoopback: config.allowLoopback };
  const settings = {
    carrier,
    accountSid,
    restOrigin,
    publicOrigin: config.origin,
    signingKey: await readSecret(signingKey),
    user: accountSid,
    password: await readSecret(restToken),
    deadlineMs: config.submitMs,
  };
  return createTwilioOutbound(settings, createCarrierCall(guard), createGuardedFetch(guard));
};

/** Where Debian puts the client programs. */
const programs = '/usr/local/bin:/usr/bin:/bin';

const openHylafax = async (
  { submitMs, patience, programPath }: SendingConfig,
  { carrier, host, port, user, password, key }: HylafaxSender,
  clock: Clock,
): Promise<OutboundTransport> => {
  const settings = {
    carrier,
    host,
    port,
    user,
    password: password && (await readSecret(password)),
    key: await readSecret(key),
    deadlineMs: submitMs,
    longestMs: patience.longestMs,
  };
  return createHylafaxOutbound(settings, createRunProgram(programPath ?? programs), clock);
};
