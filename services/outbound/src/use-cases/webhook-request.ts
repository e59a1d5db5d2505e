import { Webhook } from 'standardwebhooks';

import type { WebhookEvent } from './webhook-ports.ts';

export interface WebhookRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * An event as it is sent, by the Standard Webhooks specification: one signature a secret, so that a receiver may know
 * either of two while they are changed. `now` is the time of this attempt.
 */
export const webhookRequest = (
  event: WebhookEvent,
  secrets: readonly string[],
  now: Date,
): WebhookRequest => {
  const body = JSON.stringify(bodyOf(event));
  const signatures = secrets.map((secret) => new Webhook(secret).sign(event.id, now, body));
  return {
    body,
    headers: {
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    },
  };
};

/** Ids, states and codes; what isn't there is left out. */
const bodyOf = ({ type, at, ...event }: WebhookEvent) => ({
  type,
  timestamp: at.toISOString(),
  data: {
    departmentId: event.departmentId,
    messageId: event.messageId,
    sendingId: event.sendingId,
    reference: event.reference,
    attempt: event.attempt,
    state: event.state,
    cause: event.cause,
  },
});
