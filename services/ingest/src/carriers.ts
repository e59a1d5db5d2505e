import { readSecret } from '@kuvert/platform/config/secret';
import type { SinchAccount } from '@kuvert/platform/config/carriers';
import { createGuardedFetch } from '@kuvert/platform/fetch/guarded-fetch';
import type { Clock } from '@kuvert/shared/clock';
import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { CarrierArchive, InboundTransport } from '@kuvert/shared/ports/transport';
import { createHylafaxInbound } from '@kuvert/transports/hylafax/inbound';
import { createSinchArchive } from '@kuvert/transports/sinch/archive';
import { createSinchInbound } from '@kuvert/transports/sinch/inbound';
import { createTelnyxArchive } from '@kuvert/transports/telnyx/archive';
import { createTelnyxInbound } from '@kuvert/transports/telnyx/inbound';
import { createTwilioArchive } from '@kuvert/transports/twilio-dialect/archive';
import { createTwilioInbound } from '@kuvert/transports/twilio-dialect/inbound';

import type { IngestConfig } from './config.ts';
import type { HylafaxConfig, TelnyxConfig, TwilioConfig } from './config-carriers.ts';

export interface Carriers {
  readonly transports: ReadonlyMap<string, InboundTransport>;
  readonly archives: ReadonlyMap<string, CarrierArchive>;
}

/** A way in, and what the carrier keeps for us; a sender that keeps its own copy has no archive. */
interface Opened {
  readonly transport: InboundTransport;
  readonly archive?: CarrierArchive;
}

/** Every configured way in, and what each carrier keeps for us. */
export const openCarriers = async (config: IngestConfig, clock: Clock): Promise<Carriers> => {
  const { twilio, telnyx, sinch, hylafax } = config;
  const opened = await Promise.all([
    ...(twilio ? [openTwilio(config, twilio, clock)] : []),
    ...(telnyx ? [openTelnyx(config, telnyx, clock)] : []),
    ...(sinch ? [openSinch(config, sinch, clock)] : []),
    ...(hylafax ? [openHylafax(config, hylafax, clock)] : []),
  ]);
  return {
    transports: new Map(opened.map(({ transport }) => [transport.carrier, transport])),
    archives: new Map(
      opened.flatMap(({ archive }) => (archive ? [[archive.carrier, archive]] : [])),
    ),
  };
};

const fetchFrom = (
  { media }: IngestConfig,
  restOrigin: string,
  mediaHosts: readonly string[] = [],
): GuardedFetch =>
  createGuardedFetch({
    hosts: [new URL(restOrigin).host, ...mediaHosts],
    allowLoopback: media.allowLoopback,
  });

const openTwilio = async (
  config: IngestConfig,
  { carrier, accountSid, restOrigin, mediaHosts, signingKey, restToken }: TwilioConfig,
  clock: Clock,
): Promise<Opened> => {
  const { maxBytes, deadlineMs } = config.media;
  const account = {
    carrier,
    accountSid,
    publicOrigin: config.origin,
    signingKey: await readSecret(signingKey),
  };
  const rest = {
    carrier,
    accountSid,
    restOrigin,
    user: accountSid,
    password: await readSecret(restToken),
    maxMediaBytes: maxBytes,
    deadlineMs,
  };
  return {
    transport: createTwilioInbound(account, clock),
    archive: createTwilioArchive(rest, fetchFrom(config, restOrigin, mediaHosts), clock),
  };
};

const openTelnyx = async (
  config: IngestConfig,
  { carrier, publicKey, restOrigin, mediaHosts, apiKey }: TelnyxConfig,
  clock: Clock,
): Promise<Opened> => {
  const { maxBytes, deadlineMs } = config.media;
  const rest = {
    carrier,
    restOrigin,
    apiKey: await readSecret(apiKey),
    maxMediaBytes: maxBytes,
    deadlineMs,
  };
  return {
    transport: createTelnyxInbound({ carrier, publicKey, restOrigin }, clock),
    archive: createTelnyxArchive(rest, fetchFrom(config, restOrigin, mediaHosts), clock),
  };
};

const openSinch = async (
  config: IngestConfig,
  { keySecret, webhookSecret, ...account }: SinchAccount,
  clock: Clock,
): Promise<Opened> => {
  const { maxBytes: maxMediaBytes, deadlineMs } = config.media;
  const rest = { ...account, keySecret: await readSecret(keySecret), maxMediaBytes, deadlineMs };
  const told = { ...account, webhookSecret: await readSecret(webhookSecret), maxMediaBytes };
  return {
    transport: createSinchInbound(told, clock),
    archive: createSinchArchive(rest, fetchFrom(config, account.restOrigin), clock),
  };
};

const openHylafax = async (
  { media }: IngestConfig,
  { carrier, key }: HylafaxConfig,
  clock: Clock,
): Promise<Opened> => ({
  transport: createHylafaxInbound(
    { carrier, key: await readSecret(key), maxMediaBytes: media.maxBytes },
    clock,
  ),
});
