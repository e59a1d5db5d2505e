import type { Credentials } from './credentials.ts';

/** What is posted, and how it is written. */
export type CarrierCallBody =
  | { readonly kind: 'form'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'json'; readonly value: Readonly<Record<string, unknown>> };

/** A request that changes something at a carrier, by POST; never redirected and never repeated by itself. */
export interface CarrierCallOptions {
  readonly body: CarrierCallBody;
  readonly credentials: Credentials;
  /** Bound on the answer's body, in bytes. */
  readonly maxBytes: number;
  /** The total deadline, in milliseconds. */
  readonly deadlineMs: number;
}

/** What came of it. The code says what happened, without the address. */
export type CarrierCallOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly bytes: Uint8Array }
  /** No connection stood: the carrier has not seen one byte of the request. */
  | { readonly kind: 'not-sent'; readonly code: string }
  /** The connection stood and no whole answer came: the carrier may have acted. */
  | { readonly kind: 'unanswered'; readonly code: string };

/**
 * Calls a carrier under the same guard as fetching from it. Never throws for what the network does: whether the
 * request may have arrived is the answer.
 */
export type CarrierCall = (url: string, options: CarrierCallOptions) => Promise<CarrierCallOutcome>;
