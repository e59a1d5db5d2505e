import type { Clock } from '@kuvert/shared/clock';
import { mostMessageBytes, SentMessage } from '@kuvert/shared/partners/client-api';
import { rejected } from '@kuvert/shared/partners/reasons';
import { refusalsOf, type Refusal } from '@kuvert/shared/partners/refusal';
import { MessageServiceError, type SendOutcome } from '@kuvert/shared/ports/message-service';
import type { ServiceCallOutcome } from '@kuvert/shared/ports/service-call';

import type { Ask } from './ask.ts';
import { eventsOf } from './events.ts';
import { faultOfAnswer, faultOfCall, isCertificateAlert } from './faults.ts';
import { messagesPath } from './paths.ts';

/** Of what a service says of a message that it takes or refuses. */
const maxBytes = 256 * 1024;
/** 30 MB over a line of 2 Mbit/s. */
const deadlineMs = 120_000;

/** Hands a message over, once; see the port. */
export const send = async (ask: Ask, clock: Clock, message: SentMessage): Promise<SendOutcome> => {
  const written = writtenMessage(message);
  if (typeof written !== 'string') return { kind: 'refused', refusals: [written] };
  try {
    const outcome = await ask({
      scope: 'urn:sdk.api:sendMessage',
      method: 'POST',
      path: messagesPath,
      body: written,
      maxBytes,
      deadlineMs,
    });
    return sendOutcomeOf(outcome, clock.now());
  } catch (error) {
    if (error instanceof MessageServiceError) return { kind: 'not-taken', error };
    throw error;
  }
};

/** The message as it goes out, or why no service would take it. */
const writtenMessage = (message: SentMessage): string | Refusal => {
  const { success, data, error } = SentMessage.safeParse(message);
  if (!success) return rejected('SV', 'structure', error.issues[0]?.path.slice(1).join('.'));
  const text = JSON.stringify(data);
  return Buffer.byteLength(text) > mostMessageBytes ? rejected('BV', 'too-long') : text;
};

/** Only an answer that surely says "no" is one: a broken service may have taken the message before it broke. */
const sendOutcomeOf = (outcome: ServiceCallOutcome, now: Date): SendOutcome => {
  if (outcome.kind === 'not-sent') return { kind: 'not-taken', error: faultOfCall(outcome) };
  if (outcome.kind === 'unanswered')
    return {
      kind: isCertificateAlert(outcome.code) ? 'not-taken' : 'unclear',
      error: faultOfCall(outcome),
    };
  const { status } = outcome;
  if (status === 201) return { kind: 'taken' };
  if (status === 413) return { kind: 'refused', refusals: [rejected('BV', 'too-long')] };
  const events = eventsOf(outcome);
  if (events) return { kind: 'refused', refusals: refusalsOf(events) };
  const isNo = status >= 400 && status < 500 && status !== 408;
  return { kind: isNo ? 'not-taken' : 'unclear', error: faultOfAnswer(outcome, now) };
};
