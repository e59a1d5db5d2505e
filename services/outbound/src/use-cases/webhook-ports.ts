import type { Work } from '@kuvert/platform/work/work';
import type { DepartmentId, Id, MessageId, SendOrderId } from '@kuvert/shared/ids';

export type WebhookEndpointId = Id<'webhook-endpoint'>;
/** What a receiver knows an event by: the same however often it is sent. */
export type WebhookEventId = Id<'webhook-event'>;

/** One event for one endpoint. It has no field for a number, a name or content. */
export interface WebhookEvent {
  readonly id: WebhookEventId;
  readonly type: string;
  readonly at: Date;
  readonly departmentId: DepartmentId;
  readonly messageId: MessageId | undefined;
  readonly sendingId: SendOrderId | undefined;
  /** The code on the cover sheet of what was sent. */
  readonly reference: string | undefined;
  readonly attempt: number | undefined;
  readonly state: string | undefined;
  readonly cause: string | undefined;
}

/** An event that is still to be sent, with where to. */
export interface OpenWebhook {
  readonly event: WebhookEvent;
  /** Attempts so far. */
  readonly attempts: number;
  readonly endpointId: WebhookEndpointId;
  readonly url: string;
  readonly isOff: boolean;
  readonly failingSince: Date | undefined;
  /** Secrets that sign, sealed for us; the newest first. */
  readonly sealedSecrets: readonly Uint8Array[];
}

/** What is written down of an attempt. */
export type WebhookResult =
  | { readonly kind: 'delivered'; readonly code: string }
  | { readonly kind: 'again'; readonly code: string; readonly inMs: number }
  /** Not tried any more; the operator may send it again. */
  | { readonly kind: 'dead'; readonly code: string }
  /** The endpoint is switched off, and this event with it. */
  | { readonly kind: 'off'; readonly code: string; readonly reason: WebhookOffReason };

/** `gone`: it said so; `failing`: it took nothing for days. */
export type WebhookOffReason = 'gone' | 'failing';

/** Webhooks in PostgreSQL, as the role `kuvert_outbound`. */
export interface Webhooks {
  /** Undefined when it is over. */
  read(id: WebhookEventId, now: Date): Promise<OpenWebhook | undefined>;
  /** Commits what came of an attempt with the fate of the work. @throws LeaseLost */
  record(open: OpenWebhook, result: WebhookResult, now: Date, work: Work): Promise<void>;
  /** Ends work whose event was over already. @throws LeaseLost */
  end(work: Work): Promise<void>;
}
