import { randomUUID } from 'node:crypto';

/** A fax as a sender's machine gives it to the carrier. */
export interface SentFax {
  readonly bytes: Uint8Array;
  readonly from: string;
  readonly to: string;
  readonly tsi?: string;
  /** Pages as the sending machine counts them. */
  readonly pages?: number;
  /** Reception ended badly: the carrier's own code and words. Without media nothing but the call came. */
  readonly error?: { readonly code: string; readonly message: string; readonly media: boolean };
  readonly media?: MediaBehaviour;
}

/** How the carrier answers when the media are fetched. */
export type MediaBehaviour =
  | { readonly kind: 'serve' }
  /** Sends the headers, then nothing for as long as the carrier runs. */
  | { readonly kind: 'stall' }
  /** Sends without end. */
  | { readonly kind: 'endless' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'status'; readonly status: number };

/** A fax that the carrier holds. */
export interface HeldFax extends SentFax {
  readonly sid: string;
  readonly at: Date;
}

export const holdFax = (fax: SentFax): HeldFax => ({ ...fax, sid: randomUUID(), at: new Date() });

export const hasMedia = ({ error }: SentFax): boolean => error === undefined || error.media;
