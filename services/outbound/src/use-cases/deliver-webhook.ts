import { openText } from '@kuvert/platform/vault/sealed-text';
import type { Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { asId, type Randomness } from '@kuvert/shared/ids';
import type { WebhookCall, WebhookOutcome } from '@kuvert/shared/ports/webhook-call';
import { failingForMs, nextWebhookMs } from '@kuvert/shared/webhooks';

import type { WebhookEvents } from '../webhook-events.ts';
import type { OwnKey } from './prepare-sent.ts';
import type { OpenWebhook, WebhookResult, Webhooks } from './webhook-ports.ts';
import { webhookRequest } from './webhook-request.ts';

export interface DeliverWebhookDeps {
  readonly webhooks: Webhooks;
  readonly call: WebhookCall;
  readonly ownKey: Pick<OwnKey, 'identity'>;
  readonly events: WebhookEvents;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'fraction'>;
}

/** A receiver says that it has an event, and works on it later. */
const deadlineMs = 15_000;

/**
 * Sends one event to one endpoint, and writes down what came of it. After a crash between the two it is sent again,
 * under the same id: at least once, in no promised order.
 */
export const deliverWebhook =
  (deps: DeliverWebhookDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    const { webhooks, clock, events } = deps;
    const open = await webhooks.read(asId<'webhook-event'>(work.subject), clock.now());
    if (!open) return webhooks.end(work);
    const result = open.isOff ? switchedOff : await attempt(deps, open, signal);
    await webhooks.record(open, result, clock.now(), work);
    events.attempted(open, result);
  };

/** The operator switched it off while the event waited. */
const switchedOff: WebhookResult = { kind: 'dead', code: 'switched-off' };

const attempt = async (
  deps: DeliverWebhookDeps,
  open: OpenWebhook,
  signal: AbortSignal,
): Promise<WebhookResult> => {
  const secrets = await openSecrets(deps, open);
  if (secrets.length === 0) return failed(deps, open, 'secret-locked');
  const request = webhookRequest(open.event, secrets, deps.clock.now());
  const outcome = await deps.call(open.url, { ...request, deadlineMs, signal });
  // who was told to stop has not tried, and nobody knows whether it arrived: it is sent again
  if (outcome.kind === 'unanswered') signal.throwIfAborted();
  return resultOf(deps, open, outcome);
};

/** Those that open; one that was sealed for an earlier key of ours doesn't, and the operator makes a new one. */
const openSecrets = async (
  { ownKey }: DeliverWebhookDeps,
  { sealedSecrets }: OpenWebhook,
): Promise<readonly string[]> => {
  const opened = await Promise.allSettled(
    sealedSecrets.map((sealed) => openText(sealed, ownKey.identity)),
  );
  return opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
};

const resultOf = (
  deps: DeliverWebhookDeps,
  open: OpenWebhook,
  outcome: WebhookOutcome,
): WebhookResult => {
  if (outcome.kind === 'unanswered') return failed(deps, open, outcome.code);
  const code = String(outcome.status);
  if (outcome.status >= 200 && outcome.status < 300) return { kind: 'delivered', code };
  if (outcome.status === 410) return { kind: 'off', code, reason: 'gone' };
  return failed(deps, open, code, retryAfterMs(outcome.retryAfter, deps.clock.now()));
};

const failed = (
  { clock, randomness }: DeliverWebhookDeps,
  { attempts, failingSince }: OpenWebhook,
  code: string,
  askedMs?: number,
): WebhookResult => {
  if (failingSince && clock.now().getTime() - failingSince.getTime() >= failingForMs)
    return { kind: 'off', code, reason: 'failing' };
  const inMs = nextWebhookMs(attempts + 1, randomness.fraction(), askedMs);
  return inMs === undefined ? { kind: 'dead', code } : { kind: 'again', code, inMs };
};

/** Seconds, or a date (RFC 9110, 10.2.3); undefined for anything else. */
const retryAfterMs = (text: string | undefined, now: Date): number | undefined => {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : date - now.getTime();
};
