import { KuvertError } from '../errors.ts';
import type { MessageStatus, SentMessage, ServedAttributes } from '../partners/client-api.ts';
import type { RejectionReason } from '../partners/reasons.ts';
import type { Refusal } from '../partners/refusal.ts';

export type { Refusal } from '../partners/refusal.ts';

/** What became of handing a message over. None of these is an exception: the difference decides whether it may be sent again. */
export type SendOutcome =
  /** The service has it (201). How it goes on, `list` and `fetch` tell by the id that we gave it. */
  | { readonly kind: 'taken' }
  /** It answered and won't take a message like this one, ever; empty where it doesn't say why. */
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  /** It breaks the API, or SDK's schema or rules, and was not handed over: nothing was asked of the service. */
  | { readonly kind: 'invalid'; readonly error: InvalidMessageError }
  /** It surely doesn't have it: not reached, no token, "not now". May be sent again, under the same id. */
  | { readonly kind: 'not-taken'; readonly error: MessageServiceError }
  /**
   * The message was written and no sound answer came (a time-out, a cut, a 5xx): the service may have it. `fetch` by its
   * id tells; only when that is undefined may it be sent again, under the same id.
   */
  | { readonly kind: 'unclear'; readonly error: MessageServiceError };

/** What to list; all that is given must hold, nothing given lists everything. */
export interface MessageFilter {
  readonly status?: MessageStatus;
  /** Of the recipient's function, at most 256 characters. */
  readonly recipientFunction?: string;
  /** Of the sender's function. */
  readonly senderFunction?: string;
  /** Made at that time or later. Seen to by the client: the API doesn't say what its own filter on times compares. */
  readonly since?: Date;
}

export interface MessageList {
  /** Without documents, as the service orders them. */
  readonly messages: readonly ServedAttributes[];
  /** Entries that are not as described: they are left where they are, and hide no others. */
  readonly odd: number;
}

/**
 * A message service of SDK, by its client API 1.0.0: the service has the connection to other organisations, gives and
 * gets receipts; we send, poll and delete. Messages are named by `messageId`, a UUID in lower case. Every answer is
 * bounded in time and size; a message has 30 MB at most. Where a call throws, nothing was changed that the same call,
 * made again, would change twice.
 */
export interface MessageService {
  /** Hands a message over, once. Never throws for what the service or the network does. */
  send(message: SentMessage): Promise<SendOutcome>;
  /** @throws MessageServiceError */
  list(filter: MessageFilter): Promise<MessageList>;
  /** The whole message, ours or for us; undefined when the service has none by that id. @throws MessageServiceError */
  fetch(messageId: string): Promise<ServedAttributes | undefined>;
  /**
   * Deletes the service's copy; `gone`: there is none (any more). Allowed in final states alone (`mayDelete`),
   * else `not-final` and nothing happens. @throws MessageServiceError
   */
  remove(messageId: string): Promise<'removed' | 'gone' | 'not-final'>;
}

/** A message of ours that no receipt would accept. Says where, and nothing of what stands there. */
export class InvalidMessageError extends KuvertError {
  declare readonly code: 'message-invalid';
  readonly why: RejectionReason;
  /** The element, or the API's field, that is to blame; `NA` where none is. */
  readonly at: string;

  constructor(why: RejectionReason, at: string) {
    const details = { reason: `${why.code} ${why.reason}`, at };
    super('message-invalid', 'the message does not keep the schema or the rules of SDK', {
      details,
    });
    this.why = why;
    this.at = at;
  }
}

/**
 * Why a message service couldn't be asked.
 * - `message-service-unavailable`: not reached, too slow, cut off, 429 or 5xx: later, after `retryAfterSeconds` where given;
 * - `message-service-refused`: our key, certificate or scopes are not taken: an operator's matter, later as well;
 * - `message-service-nonsense`: an answer that isn't as described, too large, or a redirect.
 */
export type MessageServiceFault =
  | 'message-service-unavailable'
  | 'message-service-refused'
  | 'message-service-nonsense';

const sentences: Readonly<Record<MessageServiceFault, string>> = {
  'message-service-unavailable': 'the message service can not be reached or asks us to come later',
  'message-service-refused': 'the message service does not take our key, certificate or scopes',
  'message-service-nonsense': 'the message service answers something that is not as described',
};

/** Says nothing of any message. */
export class MessageServiceError extends KuvertError {
  declare readonly code: MessageServiceFault;
  /** How long the service asks us to wait, at most a day; undefined when it doesn't say. */
  readonly retryAfterSeconds: number | undefined;

  /** @param details such as the status, or the connection's code */
  constructor(
    code: MessageServiceFault,
    details: Readonly<Record<string, string | number>> = {},
    retryAfterSeconds?: number,
  ) {
    super(code, sentences[code], { details });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
