import type { WebhookCall, WebhookOutcome } from '@kuvert/shared/ports/webhook-call';

import type { GuardOptions } from './guard.ts';
import { guardedRequest } from './guarded-request.ts';
import { readBounded } from './read-bounded.ts';
import { safeCode } from './safe-code.ts';
import { untilAborted } from './until-aborted.ts';

/** The operator gives every address, so any host may be called; which addresses may be reached is the guard's. */
export type WebhookGuard = Omit<GuardOptions, 'hosts'>;

/** What a receiver says is read so that it can end its answer in peace, and forgotten. */
const maxAnswerBytes = 16 * 1024;

/** Makes the call by which webhooks are sent; see the port for what it promises. */
export const createWebhookCall =
  (guard: WebhookGuard): WebhookCall =>
  async (url, { body, headers, deadlineMs, signal: given }) => {
    const deadline = AbortSignal.timeout(deadlineMs);
    const signal = given ? AbortSignal.any([deadline, given]) : deadline;
    const hosts = [URL.parse(url)?.host ?? ''];
    const post = {
      method: 'POST' as const,
      body,
      signal,
      headers: { 'content-type': 'application/json', ...headers },
    };
    let answered: WebhookOutcome | undefined;
    try {
      const posted = guardedRequest(url, { ...guard, hosts }, post, async (response) => {
        const retryAfter = response.headers.get('retry-after') ?? undefined;
        answered = { kind: 'answered', status: response.status, retryAfter };
        await readBounded(response, maxAnswerBytes).catch(() => undefined);
        return answered;
      });
      return await untilAborted(posted, signal);
    } catch (error) {
      const code = deadline.aborted ? 'fetch-too-slow' : safeCode(error);
      return answered ?? { kind: 'unanswered', code };
    }
  };
