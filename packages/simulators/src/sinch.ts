import { hasMedia, holdFax, type HeldFax, type SentFax } from './carrier/faxes.ts';
import { listen } from './listen.ts';
import { createOrderDesk, type OrderDesk } from './carrier/order-desk.ts';
import { postEvent, type SinchContentType, type SinchSender } from './sinch/events.ts';
import { sinchOrders } from './sinch/orders.ts';
import { restApp, shownHeld, type SinchState } from './sinch/rest.ts';

export { eventRequest, type SinchEvent } from './sinch/events.ts';

export interface SinchOptions {
  readonly projectId: string;
  readonly keyId: string;
  readonly keySecret: string;
  /** Whether the pages of what comes in are kept: the account's storage. On unless said otherwise. */
  readonly stores?: boolean;
  /** Between two steps of a call to somebody, in milliseconds; none unless given. */
  readonly paceMs?: number;
}

export interface SinchSendOptions extends Partial<SinchSender> {
  /** The origin that the house is configured to be called at. */
  readonly publicOrigin: string;
  /** The house's name for this carrier. */
  readonly carrier?: string;
  /** A form unless given. */
  readonly contentType?: SinchContentType;
  /** The pages stay out of the webhook. */
  readonly withoutFile?: boolean;
}

/** One webhook and its answer. */
export interface SinchStep {
  readonly sid: string;
  readonly status: number;
  /** The message that the fax became, as the house says. */
  readonly message: string | undefined;
}

/** A carrier that speaks as Sinch's Fax API does, over real HTTP. */
export interface SimulatedSinch {
  readonly origin: string;
  /** The fax came in, and the house is told, with its pages. */
  send(fax: SentFax, options: SinchSendOptions): Promise<SinchStep>;
  /** The fax came in, but nobody is told: what a sweep has to find. */
  hold(fax: SentFax): HeldFax;
  /** The webhook again, as often as wanted. */
  report(sid: string, options: SinchSendOptions): Promise<SinchStep>;
  /** Its storage has not got the pages of a fax. */
  lose(sid: string): void;
  readonly deleted: readonly string[];
  readonly fetched: readonly string[];
  readonly down: { list: boolean; delete: boolean };
  /** Where faxes are ordered. */
  readonly orders: OrderDesk;
  /** Faxes a page of the list, at most. */
  setPageSize(size: number): void;
  stop(): Promise<void>;
}

/** Starts it on loopback. */
export const startSinch = async (options: SinchOptions): Promise<SimulatedSinch> => {
  const { projectId, keyId, keySecret, stores = true, paceMs = 0 } = options;
  let origin = '';
  const stopping = new AbortController();
  const desk = createOrderDesk({
    dialect: sinchOrders(projectId),
    paceMs,
    signal: stopping.signal,
  });
  const state: SinchState = {
    projectId,
    keyId,
    keySecret,
    origin: () => origin,
    held: new Map(),
    stored: new Set(),
    deleted: [],
    fetched: [],
    down: { list: false, delete: false },
    desk,
    pageSize: 100,
  };
  const listening = await listen(restApp(state));
  ({ origin } = listening);

  const hold = (fax: SentFax): HeldFax => {
    const held = holdFax(fax);
    state.held.set(held.sid, held);
    if (stores && hasMedia(held)) state.stored.add(held.sid);
    return held;
  };
  const report = async (sid: string, to: SinchSendOptions): Promise<SinchStep> => {
    const fax = state.held.get(sid);
    if (!fax) throw new Error('the carrier holds no such fax');
    const url = new URL(`${to.publicOrigin}/webhooks/${to.carrier ?? 'sinch'}/received`);
    url.username = to.user ?? '';
    url.password = to.password ?? '';
    const response = await postEvent(
      {
        event: 'INCOMING_FAX',
        fax: shownHeld(state, fax),
        file: hasMedia(fax) && !to.withoutFile ? fax.bytes : undefined,
      },
      url.href,
      to.contentType ?? 'multipart/form-data',
    );
    await response.body?.cancel();
    const message = response.headers.get('x-kuvert-message') ?? undefined;
    return { sid, status: response.status, message };
  };
  return {
    origin,
    hold,
    send: (fax, to) => report(hold(fax).sid, to),
    report,
    lose: (sid) => void state.stored.delete(sid),
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
