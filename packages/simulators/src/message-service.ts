import type { KeyObject } from 'node:crypto';
import type { ServerOptions } from 'node:https';

import { systemClock } from '@kuvert/shared/clock';
import { accepted } from '@kuvert/shared/partners/reasons';

import { listen } from './listen.ts';
import { messageServiceApp } from './message-service/api.ts';
import { createFaultDesk, type FaultDesk, type Operation } from './message-service/faults.ts';
import { createMessages, type Messages, type MessagesOptions } from './message-service/messages.ts';
import { createTokens } from './message-service/tokens.ts';

export type { Operation, ServiceFault } from './message-service/faults.ts';
export type { HeldMessage, WholeAttributes } from './message-service/messages.ts';

export interface MessageServiceOptions extends Partial<
  Pick<MessagesOptions, 'clock' | 'faultOf' | 'receiptOf' | 'holdReceipts' | 'paceMs'>
> {
  /** The one client that it serves, as it is registered there. */
  readonly client: {
    readonly id: string;
    /** Public: what its assertions are verified by. */
    readonly key: KeyObject;
    readonly organisation: string;
  };
  /** Any free port unless given. */
  readonly port?: number;
  /** PEM texts: with them it is https, and asks for a certificate that `clientCa` signed. Its own names 127.0.0.1. */
  readonly tls?: {
    readonly cert: string;
    readonly key: string;
    readonly clientCa: string;
    /** The one version that it speaks; 1.2 and 1.3 unless told. */
    readonly version?: 'TLSv1.2' | 'TLSv1.3';
  };
  /** Of a token, half an hour unless told. */
  readonly tokenSeconds?: number;
}

/** An SDK message service that speaks the client API over real HTTP, with the other organisations behind it. */
export interface SimulatedMessageService extends Pick<
  Messages,
  'received' | 'deliver' | 'giveReceipt' | 'holdReceipts' | 'show' | 'all'
> {
  /** As a client is configured. */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly faults: FaultDesk;
  /** Every request that came, by what it asked. */
  readonly asked: readonly Operation[];
  /** From now on it takes no token that it gave. */
  expireTokens(): void;
  stop(): Promise<void>;
}

/** Starts a message service on loopback. */
export const startMessageService = async ({
  client,
  port,
  tls,
  clock = systemClock,
  faultOf = async () => undefined,
  receiptOf = async () => accepted,
  holdReceipts = false,
  paceMs = 0,
  tokenSeconds = 1800,
}: MessageServiceOptions): Promise<SimulatedMessageService> => {
  let origin = '';
  const stopping = new AbortController();
  const { signal } = stopping;
  const messages = createMessages({ clock, faultOf, receiptOf, holdReceipts, paceMs, signal });
  const tokens = createTokens({
    clock,
    clientId: client.id,
    clientKey: client.key,
    audience: () => `${origin}/token`,
    lifeSeconds: tokenSeconds,
  });
  const asked: Operation[] = [];
  const faults = createFaultDesk();
  const app = messageServiceApp({
    messages,
    tokens,
    faults,
    asked: (operation) => void asked.push(operation),
    organisation: client.organisation,
    baseUrl: () => `${origin}/v1`,
  });
  const listening = await listen(app, port, tls && asksForCertificate(tls));
  ({ origin } = listening);
  const { received, deliver, giveReceipt, show, all } = messages;
  return {
    baseUrl: `${origin}/v1`,
    tokenUrl: `${origin}/token`,
    received,
    deliver,
    giveReceipt,
    holdReceipts: messages.holdReceipts,
    show,
    all,
    faults,
    asked,
    expireTokens: tokens.expire,
    stop: async () => {
      stopping.abort();
      await listening.stop();
    },
  };
};

const asksForCertificate = ({
  clientCa: ca,
  version,
  ...own
}: NonNullable<MessageServiceOptions['tls']>): ServerOptions => ({
  ...own,
  ...(version ? { minVersion: version, maxVersion: version } : {}),
  ca,
  requestCert: true,
  rejectUnauthorized: true,
});
