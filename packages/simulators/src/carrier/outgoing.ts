import { randomUUID } from 'node:crypto';

import type { CallEnd, CallScript } from './scripts.ts';

/** What an order says, whatever the carrier's words for it. */
export interface Ordered {
  readonly to: string;
  readonly from: string;
  readonly quality: 'standard' | 'fine' | 'superfine';
  readonly mediaUrl: string;
  readonly statusCallback: string | undefined;
  /** The customer's own mark, which comes back with all that is said of the fax. */
  readonly mark?: string | undefined;
  /** How often the carrier would dial again by itself. */
  readonly carrierRetries?: number;
}

/** A fax that was ordered from the carrier. */
export interface OutgoingFax extends Ordered {
  readonly sid: string;
  readonly at: Date;
  readonly script: CallScript;
  /** In the words of the Twilio dialect. */
  status: 'queued' | 'processing' | 'sending' | CallEnd['status'];
  /** What was fetched by the media link. */
  media?: Uint8Array;
  pages?: number;
  error?: { readonly code: string; readonly message: string };
}

/** An order as an outgoing fax; undefined for a number that is none. */
export const outgoingFax = (
  ordered: Ordered,
  scriptOf: (number: string, quality: string) => CallScript,
): OutgoingFax | undefined => {
  const { to, quality, mediaUrl } = ordered;
  if (!/^\+[1-9]\d{6,14}$/.test(to) || !URL.canParse(mediaUrl)) return undefined;
  return {
    ...ordered,
    sid: randomUUID(),
    at: new Date(),
    script: scriptOf(to, quality),
    status: 'queued',
  };
};

/** How one carrier's orders are written, and what it says of them. */
export interface OrderDialect {
  readonly body: 'form' | 'json';
  /** Where orders are posted, and where one fax is. */
  readonly paths: { readonly orders: string; readonly fax: string };
  /** What an order that was taken is answered with. */
  readonly takenStatus: number;
  readonly read: (body: Readonly<Record<string, unknown>>) => Ordered;
  /** As the REST interface shows it, by itself and in its list. */
  readonly shown: (fax: OutgoingFax) => object;
  readonly alone: (shown: object) => object;
  /** `code` in the words of the Twilio dialect. */
  readonly refusal: (status: number, code: number | undefined) => object;
  /** Tells one status; undefined for one that this carrier doesn't tell. */
  readonly tell: (fax: OutgoingFax, status: string, url: string) => Promise<Response> | undefined;
}
