import type { CarrierName } from '@kuvert/shared/reception';

/** One or more HylaFAX hosts that share a key with us (infra/hylafax has their side). */
export interface HylafaxSettings {
  readonly carrier: CarrierName;
  /** Keys the HMAC-SHA256 over time and raw body. */
  readonly key: string;
  /** Bound on one fax's TIFF, in bytes. */
  readonly maxMediaBytes: number;
}

/** A HylaFAX server that sends for us: Debian's client programs talk to its hfaxd. */
export interface HylafaxOutboundSettings {
  readonly carrier: CarrierName;
  readonly host: string;
  readonly port: number;
  /** As whom orders are given: the server's `hosts.hfaxd` names it. */
  readonly user: string;
  /** Undefined where the server asks for none. */
  readonly password: string | undefined;
  /** Keys the HMAC-SHA256 of what the host tells, over time and raw body. */
  readonly key: string;
  /** Of one run of a client program, in milliseconds. */
  readonly deadlineMs: number;
  /** The longest that a job may wait in the server's queue, in milliseconds. */
  readonly longestMs: number;
}

/** What a post is called, so that nothing else is taken for one. */
export const faxContentType = 'application/vnd.kuvert.fax';

export const timestampHeader = 'x-kuvert-timestamp';
export const signatureHeader = 'x-kuvert-signature';
