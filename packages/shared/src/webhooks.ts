/**
 * Everything that a webhook can tell; docs/webhooks.md says what each means. The database makes them of timeline rows,
 * of deliveries and of what people say of these (infra/migrations, `…_tells_webhooks`).
 */
export const webhookEventTypes = [
  'message.arrived',
  'message.needs_attention',
  'message.taken',
  'message.given_back',
  'message.taken_over',
  'message.registered',
  'message.not_registered',
  'message.reopened',
  'message.answered',
  'message.answer_taken_back',
  'message.forwarded',
  'message.exported',
  'message.export_held',
  'message.referral_marked',
  'message.referral_unmarked',
  'message.referral_answer_by',
  'message.referral_received',
  'message.referral_completed',
  'message.referral_answer_failed',
  'message.referral_accepted',
  'message.referral_on_hold',
  'message.referral_rejected',
  'message.referral_answered',
  'message.restriction_lifted',
  'message.quarantined',
  'message.released',
  'sending.queued',
  'sending.delivered',
  'sending.attempt_failed',
  'sending.failed',
  'sending.unknown',
  'sending.cancelled',
  'sending.marked_arrived',
  'sending.marked_failed',
] as const;

export type WebhookEventType = (typeof webhookEventTypes)[number];

/** Sent when the operator asks for it, whatever an endpoint listens to. */
export const webhookTestType = 'webhook.test';

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Waits between attempts, as the Standard Webhooks specification has them: ten attempts over three days. */
const waits = [
  5 * seconds,
  5 * minutes,
  30 * minutes,
  2 * hours,
  5 * hours,
  10 * hours,
  14 * hours,
  20 * hours,
  24 * hours,
] as const;

/** No receiver may ask for a longer pause. */
const longestPauseMs = 24 * hours;

/** An endpoint that took nothing for so long is switched off, in milliseconds. */
export const failingForMs = 5 * 24 * hours;

/**
 * Milliseconds until the next attempt after `attempts` of them failed; undefined when it was tried often enough.
 * Up to a fifth is added by `fraction` (0 … 1), so that what failed together doesn't come back together.
 * `askedMs` is what the receiver's Retry-After asks for.
 */
export const nextWebhookMs = (
  attempts: number,
  fraction: number,
  askedMs: number | undefined,
): number | undefined => {
  const wait = waits[attempts - 1];
  if (wait === undefined) return undefined;
  return Math.round(Math.max(wait, Math.min(askedMs ?? 0, longestPauseMs)) * (1 + fraction / 5));
};
