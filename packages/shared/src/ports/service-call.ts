/** A request to a service that we are a client of. */
export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Bound on the answer's body, in bytes. */
  readonly maxBytes: number;
  /** The total deadline, in milliseconds. */
  readonly deadlineMs: number;
}

export interface ServiceAnswer {
  readonly kind: 'answered';
  readonly status: number;
  readonly contentType: string | undefined;
  /** `Retry-After` as it was written. */
  readonly retryAfter: string | undefined;
  readonly bytes: Uint8Array;
}

/** What came of it. The code says what happened, without the address. */
export type ServiceCallOutcome =
  | ServiceAnswer
  /** No connection stood: the service has not seen one byte of the request. */
  | { readonly kind: 'not-sent'; readonly code: string }
  /** The connection stood and no whole answer came: the service may have acted. */
  | { readonly kind: 'unanswered'; readonly code: string };

/**
 * Asks the one service that an operator configured, under the same guard as fetching from a carrier, with our client
 * certificate where there is one. Redirects are answers like others and never followed. Never throws for what the
 * network does: whether the request may have arrived is the answer.
 */
export type ServiceCall = (url: string, request: ServiceRequest) => Promise<ServiceCallOutcome>;
