/** The configured name of a carrier, such as `signalwire` or `hylafax`; part of rows and metrics. */
export type CarrierName = string;

/** In a carrier's place: a message that another department of this house sent. */
export const inHouse: CarrierName = 'in-house';

/** Likewise: what partners' systems send and fetch. */
export const gateway = 'gateway';

/** Likewise: what partners send by SDK, and we fetch from its message service. */
export const sdk = 'sdk';

/** By which a partner's message comes. */
export type PartnerDoor = typeof gateway | typeof sdk;

/** Likewise: what people of partners write in the room. */
export const room: CarrierName = 'room';

/**
 * One received fax as a carrier reports it, whichever way it told us: a webhook, a hook or a REST sweep.
 * Everything here is the sender's or the carrier's word, shown to people and trusted for nothing but routing.
 */
export interface Reception {
  readonly carrier: CarrierName;
  /** Unique within the carrier; the same for the webhook, its replays and the sweep. */
  readonly eventId: string;
  /** The carrier's own id of the fax, to fetch and delete its copy by. */
  readonly faxId: string;
  /** The caller's number, as given. */
  readonly from: string;
  /** The dialled number (DID), as given. */
  readonly to: string;
  /** TSI: what the sending machine calls itself; set by the sender, can be forged. */
  readonly tsi?: string;
  readonly receivedAt: Date;
  readonly announcedPages?: number;
  /** The carrier's or modem's own error text or code, when reception did not end well. */
  readonly errorText?: string;
  readonly media: ReceivedMedia;
}

export type ReceivedMedia =
  /** To be fetched from the carrier; the link may be short-lived. */
  | { readonly kind: 'link'; readonly url: string }
  /** In the body: sealed and stored before the 2xx. */
  | { readonly kind: 'body'; readonly bytes: Uint8Array }
  /** Nothing came but the call; filed so that somebody can ring back. */
  | { readonly kind: 'none' };

/** Upper bounds, checked by every transport before anything is kept. */
export const receptionLimits = {
  /** characters in any text from outside */
  text: 512,
  url: 2048,
  pages: 10_000,
} as const;
