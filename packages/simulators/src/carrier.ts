import { actionOf, announce, report, type DeliveryOptions, type Step } from './carrier/deliver.ts';
import { holdFax, type HeldFax, type MediaBehaviour, type SentFax } from './carrier/faxes.ts';
import { listen } from './listen.ts';
import { createOrderDesk, type OrderDesk } from './carrier/order-desk.ts';
import { restApp, type CarrierState } from './carrier/rest.ts';
import { twilioOrders } from './carrier/twilio-orders.ts';

export type { Step } from './carrier/deliver.ts';
export type { HeldFax, MediaBehaviour, SentFax } from './carrier/faxes.ts';
export type { OrderDesk, OrderFault } from './carrier/order-desk.ts';
export type { OutgoingFax } from './carrier/outgoing.ts';
export { scriptedNumbers } from './carrier/scripts.ts';

export interface CarrierOptions {
  readonly accountSid: string;
  readonly signingKey: string;
  /** The REST interface's password; the account is its user. */
  readonly token: string;
  /** Any free port unless given. */
  readonly port?: number;
  /** Between two steps of a call to somebody, in milliseconds; none unless given. */
  readonly paceMs?: number;
}

export interface SendOptions extends Partial<Omit<DeliveryOptions, 'signingKey' | 'webhook'>> {
  /** The origin that the house is configured to be called at. */
  readonly publicOrigin: string;
  /** The house's name for this carrier. */
  readonly carrier?: string;
}

export interface Delivery {
  readonly sid: string;
  readonly steps: readonly Step[];
  /** The message's id, when the house took the fax. */
  readonly message: string | undefined;
}

/** A carrier that speaks the Twilio fax dialect over real HTTP. */
export interface SimulatedCarrier {
  readonly origin: string;
  /** Both steps; the second only when the first was answered with an action. */
  send(fax: SentFax, options: SendOptions): Promise<Delivery>;
  /** The fax came in, but nobody is told: what a sweep has to find. */
  hold(fax: SentFax): HeldFax;
  /** The first step alone, as often as wanted. */
  announce(sid: string, options: SendOptions): Promise<Step>;
  /** The second step again, as often as wanted. */
  report(sid: string, options: SendOptions): Promise<Step>;
  /** From now on the media of this fax are answered like this. */
  setMedia(sid: string, media: MediaBehaviour): void;
  /** The carrier has other bytes for this fax by now. */
  replaceBytes(sid: string, bytes: Uint8Array): void;
  /** The carrier found out that the fax had come in order after all. */
  mend(sid: string): void;
  readonly deleted: readonly string[];
  readonly fetched: readonly string[];
  readonly down: { list: boolean; delete: boolean };
  /** Where faxes are ordered. */
  readonly orders: OrderDesk;
  /** Faxes a page of the list. */
  setPageSize(size: number): void;
  stop(): Promise<void>;
}

/** Starts a carrier on loopback. */
export const startCarrier = async (options: CarrierOptions): Promise<SimulatedCarrier> => {
  const { accountSid, token, signingKey } = options;
  let origin = '';
  const stopping = new AbortController();
  const desk = createOrderDesk({
    dialect: twilioOrders(accountSid, {
      method: 'POST',
      signatureHeader: 'x-signalwire-signature',
      signingKey,
    }),
    paceMs: options.paceMs ?? 0,
    signal: stopping.signal,
  });
  const state: CarrierState = {
    accountSid,
    token,
    origin: () => origin,
    held: new Map(),
    deleted: [],
    fetched: [],
    down: { list: false, delete: false },
    desk,
    pageSize: 50,
  };
  const listening = await listen(restApp(state), options.port);
  ({ origin } = listening);

  const hold = (fax: SentFax): HeldFax => {
    const held = holdFax(fax);
    state.held.set(held.sid, held);
    return held;
  };
  const heldFax = (sid: string): HeldFax => {
    const fax = state.held.get(sid);
    if (!fax) throw new Error('the carrier holds no such fax');
    return fax;
  };
  return {
    origin,
    hold,
    send: async (fax, to) => {
      const held = hold(fax);
      const delivery = deliveryOptions(to, signingKey);
      const first = await announce(state, held, delivery);
      const action = actionOf(first.body);
      if (action === undefined) return { sid: held.sid, steps: [first], message: undefined };
      const second = await report(state, held, action, delivery);
      return { sid: held.sid, steps: [first, second], message: second.message };
    },
    announce: (sid, to) => announce(state, heldFax(sid), deliveryOptions(to, signingKey)),
    report: (sid, to) =>
      report(state, heldFax(sid), webhookOf(to, 'received'), deliveryOptions(to, signingKey)),
    setMedia: (sid, media) => state.held.set(sid, { ...heldFax(sid), media }),
    replaceBytes: (sid, bytes) => state.held.set(sid, { ...heldFax(sid), bytes }),
    mend: (sid) => {
      const { error: _, ...whole } = heldFax(sid);
      state.held.set(sid, whole);
    },
    deleted: state.deleted,
    fetched: state.fetched,
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

const webhookOf = ({ publicOrigin, carrier = 'signalwire' }: SendOptions, step: string): string =>
  `${publicOrigin}/webhooks/${carrier}/${step}`;

const deliveryOptions = (to: SendOptions, signingKey: string): DeliveryOptions => ({
  method: to.method ?? 'POST',
  signatureHeader: to.signatureHeader ?? 'x-signalwire-signature',
  webhook: webhookOf(to, 'incoming'),
  signingKey,
  ...(to.through === undefined ? {} : { through: to.through }),
});
