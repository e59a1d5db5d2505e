import type { SinchAccount, TwilioAccount } from '@kuvert/platform/config/carriers';
import { readSecret } from '@kuvert/platform/config/secret';
import { createCarrierCall } from '@kuvert/platform/fetch/carrier-call';
import { createGuardedFetch, type GuardOptions } from '@kuvert/platform/fetch/guarded-fetch';
import { createRunProgram } from '@kuvert/platform/programs/run-program';
import type { Clock } from '@kuvert/shared/clock';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';
import { createHylafaxOutbound } from '@kuvert/transports/hylafax/outbound';
import { createSinchOutbound } from '@kuvert/transports/sinch/outbound';
import { createTelnyxOutbound } from '@kuvert/transports/telnyx/outbound';
import { createTwilioOutbound } from '@kuvert/transports/twilio-dialect/outbound';

import type { SendingConfig } from './config.ts';
import type { HylafaxSender, TelnyxSender } from './config-carriers.ts';
import type { Way } from './use-cases/ways.ts';

export interface Carriers {
  /** Every configured one by its name: whoever has a fax is asked, and listened to. */
  readonly transports: ReadonlyMap<string, OutboundTransport>;
  /** Those that get new faxes, in the operator's order. */
  readonly ways: readonly Way[];
}

/** The configured ways out. */
export const openCarriers = async (config: SendingConfig, clock: Clock): Promise<Carriers> => {
  const { twilio, telnyx, sinch, hylafax, order, calls } = config.carriers;
  const transports = new Map<string, OutboundTransport>();
  if (twilio) transports.set(twilio.carrier, await openTwilio(config, twilio));
  if (telnyx) transports.set(telnyx.carrier, await openTelnyx(config, telnyx, clock));
  if (sinch) transports.set(sinch.carrier, await openSinch(config, sinch));
  if (hylafax) transports.set(hylafax.carrier, await openHylafax(config, hylafax, clock));
  const ways = order.flatMap((name) => {
    const transport = transports.get(name);
    return transport ? [{ transport, atOnce: calls.get(name) }] : [];
  });
  return { transports, ways };
};

/** Nothing but the carrier's interface is called; media are fetched from us. */
const guardOf = ({ allowLoopback }: SendingConfig, restOrigin: string): GuardOptions => ({
  hosts: [new URL(restOrigin).host],
  allowLoopback,
});

const openTwilio = async (
  config: SendingConfig,
  { carrier, accountSid, restOrigin, signingKey, restToken }: TwilioAccount,
): Promise<OutboundTransport> => {
  const guard = guardOf(config, restOrigin);
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

const openTelnyx = async (
  config: SendingConfig,
  { apiKey, ...account }: TelnyxSender,
  clock: Clock,
): Promise<OutboundTransport> => {
  const guard = guardOf(config, account.restOrigin);
  const settings = {
    ...account,
    publicOrigin: config.origin,
    apiKey: await readSecret(apiKey),
    deadlineMs: config.submitMs,
  };
  return createTelnyxOutbound(settings, createCarrierCall(guard), createGuardedFetch(guard), clock);
};

/** Pages of ours that come back with a callback: 350 of them, as they are faxed. */
const maxReturnedBytes = 24 * 1024 * 1024;

const openSinch = async (
  config: SendingConfig,
  { keySecret, webhookSecret, ...account }: SinchAccount,
): Promise<OutboundTransport> => {
  const guard = guardOf(config, account.restOrigin);
  const settings = {
    ...account,
    publicOrigin: config.origin,
    keySecret: await readSecret(keySecret),
    webhookSecret: await readSecret(webhookSecret),
    maxMediaBytes: maxReturnedBytes,
    deadlineMs: config.submitMs,
  };
  return createSinchOutbound(settings, createCarrierCall(guard), createGuardedFetch(guard));
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
