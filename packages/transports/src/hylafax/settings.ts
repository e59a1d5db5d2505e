import type { CarrierName } from '@kuvert/shared/reception';

/** One or more HylaFAX hosts that share a key with us (infra/hylafax has their side). */
export interface HylafaxSettings {
  readonly carrier: CarrierName;
  /** Keys the HMAC-SHA256 over time and raw body. */
  readonly key: string;
  /** Bound on one fax's TIFF, in bytes. */
  readonly maxMediaBytes: number;
}

/** What a post is called, so that nothing else is taken for one. */
export const faxContentType = 'application/vnd.kuvert.fax';

export const timestampHeader = 'x-kuvert-timestamp';
export const signatureHeader = 'x-kuvert-signature';

/** A signature is good this long before and after its time, in seconds. */
export const toleranceSeconds = 300;
