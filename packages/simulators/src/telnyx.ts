import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import {
  hasMedia,
  holdFax,
  type HeldFax,
  type MediaBehaviour,
  type SentFax,
} from './carrier/faxes.ts';
import { listen } from './listen.ts';
import { createOrderDesk, type OrderDesk } from './carrier/order-desk.ts';
import { telnyxOrders } from './telnyx/orders.ts';
import { mediaUrl, restApp, type TelnyxState } from './telnyx/rest.ts';
import { postEvent, type TelnyxEvent } from './telnyx/signed-event.ts';

export { eventBody, signatureHeaders, type TelnyxEvent } from './telnyx/signed-event.ts';

export interface TelnyxOptions {
  readonly apiKey: string;
  /** Between two steps of a call to somebody, in milliseconds; none unless given. */
  readonly paceMs?: number;
}

export interface TelnyxSendOptions {
  /** The origin that the house is configured to be called at. */
  readonly publicOrigin: string;
  /** The house's name for this carrier. */
  readonly carrier?: string;
  readonly telling?: 'in-order' | 'doubled' | 'reversed';
}

/** One webhook and its answer. */
export interface TelnyxStep {
  readonly type: string;
  readonly status: number;
  /** The message that the fax became, as the house says. */
  readonly message: string | undefined;
}

/** A carrier that speaks as Telnyx's Programmable Fax does, over real HTTP. */
export interface SimulatedTelnyx {
  readonly origin: string;
  /** The account's public key as the portal shows it. */
  readonly publicKey: string;
  readonly signingKey: KeyObject;
  /** The fax came in, and the house is told of each step. */
  send(
    fax: SentFax,
    options: TelnyxSendOptions,
  ): Promise<{ readonly sid: string; readonly steps: readonly TelnyxStep[] }>;
  /** The fax came in, but nobody is told: what a sweep has to find. */
  hold(fax: SentFax): HeldFax;
  /** The last step again, as often as wanted. */
  report(sid: string, options: TelnyxSendOptions): Promise<TelnyxStep>;
  /** The ten minutes of this fax's link are over. */
  expireLink(sid: string): void;
  setMedia(sid: string, media: MediaBehaviour): void;
  readonly deleted: readonly string[];
  readonly fetched: readonly string[];
  readonly refreshed: readonly string[];
  readonly down: { list: boolean; delete: boolean; refresh: boolean };
  /** Where faxes are ordered. */
  readonly orders: OrderDesk;
  /** Faxes a page of the list, at most. */
  setPageSize(size: number): void;
  stop(): Promise<void>;
}

/** Starts it on loopback. */
export const startTelnyx = async ({
  apiKey,
  paceMs = 0,
}: TelnyxOptions): Promise<SimulatedTelnyx> => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  let origin = '';
  const stopping = new AbortController();
  const desk = createOrderDesk({
    dialect: telnyxOrders(privateKey),
    paceMs,
    signal: stopping.signal,
  });
  const state: TelnyxState = {
    apiKey,
    origin: () => origin,
    held: new Map(),
    links: new Map(),
    deleted: [],
    fetched: [],
    refreshed: [],
    down: { list: false, delete: false, refresh: false },
    desk,
    pageSize: 100,
  };
  const listening = await listen(restApp(state));
  ({ origin } = listening);

  const heldFax = (sid: string): HeldFax => {
    const fax = state.held.get(sid);
    if (!fax) throw new Error('the carrier holds no such fax');
    return fax;
  };
  const hold = (fax: SentFax): HeldFax => {
    const held = holdFax(fax);
    state.held.set(held.sid, held);
    return held;
  };
  const tell = async (
    event: TelnyxEvent,
    { publicOrigin, carrier = 'telnyx' }: TelnyxSendOptions,
  ): Promise<TelnyxStep> => {
    const url = `${publicOrigin}/webhooks/${carrier}/received`;
    const response = await postEvent(event, url, privateKey);
    await response.body?.cancel();
    const message = response.headers.get('x-kuvert-message') ?? undefined;
    return { type: event.type, status: response.status, message };
  };
  return {
    origin,
    // the last 32 bytes of its SubjectPublicKeyInfo (RFC 8410)
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    signingKey: privateKey,
    hold,
    send: async (fax, options) => {
      const held = hold(fax);
      const steps: TelnyxStep[] = [];
      for (const event of inOrder(eventsOf(state, held), options.telling))
        steps.push(await tell(event, options));
      return { sid: held.sid, steps };
    },
    report: (sid, options) => {
      const last = eventsOf(state, heldFax(sid)).at(-1);
      if (!last) throw new Error('there is nothing to tell');
      return tell(last, options);
    },
    expireLink: (sid) => void state.links.set(sid, (state.links.get(sid) ?? 0) + 1),
    setMedia: (sid, media) => void state.held.set(sid, { ...heldFax(sid), media }),
    deleted: state.deleted,
    fetched: state.fetched,
    refreshed: state.refreshed,
    down: state.down,
    orders: desk,
    setPageSize: (size) => {
      state.pageSize = size;
    },
    stop: async () => {
      stopping.abort();
      await listening.stop();
    },
  };
};

const inOrder = (
  events: readonly TelnyxEvent[],
  telling: TelnyxSendOptions['telling'],
): readonly TelnyxEvent[] => {
  if (telling === 'reversed') return events.toReversed();
  return telling === 'doubled' ? events.flatMap((event) => [event, event]) : events;
};

/** What is told of a fax that comes in, step by step. */
const eventsOf = (state: TelnyxState, fax: HeldFax): readonly TelnyxEvent[] => {
  const payload = (status: string, more: Readonly<Record<string, unknown>> = {}) => ({
    connection_id: '1447842681660114324',
    direction: 'inbound',
    fax_id: fax.sid,
    from: fax.from,
    to: fax.to,
    caller_id: fax.from,
    status,
    ...more,
  });
  const pages = fax.pages === undefined ? {} : { page_count: fax.pages };
  const begun = { type: 'fax.receiving.started', payload: payload('receiving') };
  if (!hasMedia(fax))
    return [
      begun,
      { type: 'fax.failed', payload: payload('failed', { failure_reason: fax.error?.code }) },
    ];
  return [
    begun,
    { type: 'fax.media.processing.started', payload: payload('media.processing', pages) },
    {
      type: 'fax.received',
      payload: payload('received', {
        ...pages,
        call_duration_secs: 50,
        media_url: mediaUrl(state, fax),
        partial_content: fax.error?.media ?? false,
      }),
    },
  ];
};
