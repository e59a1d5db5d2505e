export interface WebhookCallOptions {
  /** JSON, as it was signed. */
  readonly body: string;
  /** `webhook-id`, `webhook-timestamp` and `webhook-signature`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The total deadline, in milliseconds. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export type WebhookOutcome =
  /** Whatever the receiver says beside its status is none of ours. */
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | undefined }
  /** Nobody knows whether it arrived. The code says what happened, without the address. */
  | { readonly kind: 'unanswered'; readonly code: string };

/**
 * Posts a webhook: to public addresses alone, and to private ones that the operator named; the address is resolved once
 * and pinned, redirects are answers like others and never followed. Never throws for what the network does.
 */
export type WebhookCall = (url: string, options: WebhookCallOptions) => Promise<WebhookOutcome>;
