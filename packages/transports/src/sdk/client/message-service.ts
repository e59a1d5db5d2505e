import type { z } from 'zod';

import {
  ServedEntry,
  ServedList,
  ServedMessage,
  type ServedAttributes,
} from '@kuvert/shared/partners/client-api';
import type { MessageFilter, MessageService } from '@kuvert/shared/ports/message-service';
import type { ServiceAnswer } from '@kuvert/shared/ports/service-call';

import type { TokenDeps } from './access-tokens.ts';
import { createAsk, type Asked } from './ask.ts';
import { eventsOf } from './events.ts';
import { faultOfAnswer, faultOfCall, nonsense } from './faults.ts';
import { messagePath, messagesPath } from './paths.ts';
import { readAnswer } from './read-answer.ts';
import { send } from './send.ts';

/** A list has no documents: ten thousand messages. */
const mostListBytes = 16 * 1024 * 1024;
/** A message of 30 MB, in the larger of the two ways that this is counted, in JSON that writes it wider than XML. */
const mostServedBytes = 40 * 1024 * 1024;
const mostAnswerBytes = 256 * 1024;
const soonMs = 30_000;
/** 30 MB over a line of 2 Mbit/s. */
const wholeMessageMs = 120_000;

/** The client of one message service, by SDK's client API 1.0.0; see the port for what it promises. */
export const createMessageService = (deps: TokenDeps): MessageService => {
  const ask = createAsk(deps);
  const answerOf = async (asked: Asked): Promise<ServiceAnswer> => {
    const outcome = await ask(asked);
    if (outcome.kind !== 'answered') throw faultOfCall(outcome);
    return outcome;
  };
  return {
    send: (message) => send(ask, deps.clock, message),

    list: async (filter) => {
      const answer = await answerOf({
        scope: 'urn:sdk.api:getMessageByFilter',
        method: 'GET',
        path: `${messagesPath}${queryOf(filter)}`,
        maxBytes: mostListBytes,
        deadlineMs: soonMs,
      });
      // a 404 is described and not explained: were it "nothing matches", a wrong address would look like an empty box
      if (answer.status !== 200) throw faultOfAnswer(answer, deps.clock.now());
      const read = shapeOf(ServedList, answer).data.map((entry) => ServedEntry.safeParse(entry));
      const messages = read.flatMap(({ data }) => (data ? [data.attributes] : []));
      return {
        messages: messages.filter((message) => matches(message, filter)),
        odd: read.length - messages.length,
      };
    },

    fetch: async (messageId) => {
      const answer = await answerOf({
        scope: 'urn:sdk.api:getMessage',
        method: 'GET',
        path: messagePath(messageId),
        maxBytes: mostServedBytes,
        deadlineMs: wholeMessageMs,
      });
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw faultOfAnswer(answer, deps.clock.now());
      const { attributes } = shapeOf(ServedMessage, answer).data;
      if (attributes.messageId !== messageId) throw nonsense(answer.status);
      return attributes;
    },

    remove: async (messageId) => {
      const answer = await answerOf({
        scope: 'urn:sdk.api:deleteMessage',
        method: 'DELETE',
        path: messagePath(messageId),
        maxBytes: mostAnswerBytes,
        deadlineMs: soonMs,
      });
      if (answer.status === 202) return 'removed';
      if (answer.status === 404) return 'gone';
      if (eventsOf(answer)) return 'not-final';
      throw faultOfAnswer(answer, deps.clock.now());
    },
  };
};

const queryOf = ({ status, recipientFunction, senderFunction }: MessageFilter): string => {
  const query = new URLSearchParams({
    ...(status === undefined ? {} : { 'filter[messageStatus]': status }),
    ...(recipientFunction === undefined
      ? {}
      : { 'filter[recipientAttention.subOrganization.extension]': recipientFunction }),
    ...(senderFunction === undefined
      ? {}
      : { 'filter[senderAttention.subOrganization.extension]': senderFunction }),
  });
  return query.size === 0 ? '' : `?${query.toString()}`;
};

/** Once more here: a service may not know a filter, and the API doesn't say what its own one on times compares. */
const matches = (
  { messageStatus, recipientAttention, senderAttention, creationDateTime }: ServedAttributes,
  { status, recipientFunction, senderFunction, since }: MessageFilter,
): boolean =>
  is(status, messageStatus) &&
  is(recipientFunction, recipientAttention?.subOrganization.extension) &&
  is(senderFunction, senderAttention?.subOrganization.extension) &&
  (since === undefined || new Date(creationDateTime) >= since);

const is = (wanted: string | undefined, found: string | undefined): boolean =>
  (wanted ?? found) === found;

/** @throws MessageServiceError for an answer of another shape */
const shapeOf = <Shape extends z.ZodType>(shape: Shape, answer: ServiceAnswer): z.infer<Shape> => {
  const read = readAnswer(shape, answer);
  if (read === undefined) throw nonsense(answer.status);
  return read;
};
