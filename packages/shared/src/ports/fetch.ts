import type { Credentials } from './credentials.ts';

/** What a guarded fetch is allowed and asked to do. */
export interface FetchOptions {
  /** Bound on the decoded body, in bytes. */
  readonly maxBytes: number;
  /** The total deadline over all redirects, in milliseconds. */
  readonly deadlineMs: number;
  /** A POST has no body: it asks for something to be done to what the address names. */
  readonly method?: 'GET' | 'DELETE' | 'POST';
  /** Sent to the first host alone, never to one that it redirects to. */
  readonly credentials?: Credentials;
  readonly signal?: AbortSignal;
}

export interface Fetched {
  readonly status: number;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/**
 * Fetches from a carrier: https and hosts on the carrier's list alone, the address resolved, checked against private ranges
 * and pinned, at most three redirects, each checked again.
 * @throws KuvertError with a `fetch-…` code; a 404 or 410 is `fetch-not-found`, a 401 or 403 `fetch-refused`,
 * every other status outside 2xx `fetch-failed`.
 */
export type GuardedFetch = (url: string, options: FetchOptions) => Promise<Fetched>;
