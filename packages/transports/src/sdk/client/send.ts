import type { Clock } from '@kuvert/shared/clock';
import { mostMessageBytes, SentMessage } from '@kuvert/shared/partners/client-api';
import { rejected } from '@kuvert/shared/partners/reasons';
import { refusalsOf } from '@kuvert/shared/partners/refusal';
import {
  InvalidMessageError,
  MessageServiceError,
  type SendOutcome,
} from '@kuvert/shared/ports/message-service';
import type { ServiceCallOutcome } from '@kuvert/shared/ports/service-call';

import { tooLong } from '../finding.ts';
import { messageFault } from '../message-fault.ts';
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
  const written = await writtenMessage(message, clock.now());
  if (typeof written !== 'string') return { kind: 'invalid', error: written };
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

/** The message as it goes out, or why no service would take it, nor any receipt accept what it would make of it. */
const writtenMessage = async (
  message: SentMessage,
  now: Date,
): Promise<string | InvalidMessageError> => {
  const { success, data, error } = SentMessage.safeParse(message);
  if (!success)
    return new InvalidMessageError(
      { code: 'SV', reason: 'structure' },
      error.issues[0]?.path.slice(1).join('.') || 'data',
    );
  const text = JSON.stringify(data);
  if (Buffer.byteLength(text) > mostMessageBytes)
    return new InvalidMessageError(tooLong.why, tooLong.at);
  const { attributes } = data.data;
  const fault = await messageFault({
    ...attributes,
    conversationId: attributes.conversationId ?? attributes.messageId,
    creationDateTime: attributes.creationDateTime ?? now.toISOString(),
  });
  return fault ? new InvalidMessageError(fault.why, fault.at) : text;
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
