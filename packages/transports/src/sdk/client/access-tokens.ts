import { z } from 'zod';

import { assertionType } from '@kuvert/shared/client-assertion';
import type { Clock } from '@kuvert/shared/clock';
import type { PartnerScope } from '@kuvert/shared/partners/client-api';
import { MessageServiceError } from '@kuvert/shared/ports/message-service';
import type { ServiceAnswer, ServiceCall } from '@kuvert/shared/ports/service-call';

import { faultOfAnswer, faultOfCall, nonsense } from './faults.ts';
import { readAnswer } from './read-answer.ts';
import type { MessageServiceSettings } from './settings.ts';

export interface TokenDeps {
  readonly settings: MessageServiceSettings;
  readonly call: ServiceCall;
  /** What we assert of ourselves at an audience, once. */
  readonly assertion: (audience: string) => string;
  readonly clock: Clock;
}

/** Access tokens, one a scope: one that leaks does nothing but its own operation. */
export interface AccessTokens {
  /**
   * The token that is good now, for all who ask at a time; fetched when there is none or it is about to end.
   * @throws MessageServiceError
   */
  current(scope: PartnerScope): Promise<string>;
  /** The service said 401 to this token: it isn't given again. */
  forget(scope: PartnerScope, token: string): void;
}

/** SDK lets a token live for half an hour; there are no refresh tokens. */
const longestMs = 30 * 60_000;
/** So long before its end a token isn't used any more, or at half of its time where that is shorter. */
const marginMs = 60_000;
/** Of an answer that doesn't say how long (RFC 6749, section 5.1, lets it). */
const unsaidSeconds = 60;
const maxBytes = 64 * 1024;
const deadlineMs = 15_000;

const Granted = z.object({
  /** RFC 6750, section 2.1. */
  access_token: z
    .string()
    .max(16_384)
    .regex(/^[\w.~+/-]+=*$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().optional(),
});

/** RFC 6749, section 5.2: all but a request that is malformed say that it is about who we are or what we may. */
const Denied = z.object({
  error: z.enum([
    'invalid_client',
    'unauthorized_client',
    'invalid_scope',
    'invalid_grant',
    'access_denied',
  ]),
});

interface Token {
  readonly text: string;
  readonly usedUntil: number;
}

export const createAccessTokens = (deps: TokenDeps): AccessTokens => {
  const known = new Map<PartnerScope, Token>();
  const fetching = new Map<PartnerScope, Promise<Token>>();

  const fetchNew = async (scope: PartnerScope): Promise<Token> => {
    try {
      const token = await fetchToken(deps, scope);
      known.set(scope, token);
      return token;
    } finally {
      fetching.delete(scope);
    }
  };
  return {
    current: async (scope) => {
      const found = known.get(scope);
      if (found && deps.clock.now().getTime() < found.usedUntil) return found.text;
      const running = fetching.get(scope) ?? fetchNew(scope);
      fetching.set(scope, running);
      return (await running).text;
    },
    forget: (scope, text) => {
      if (known.get(scope)?.text === text) known.delete(scope);
    },
  };
};

const fetchToken = async (
  { settings: { tokenUrl, audience }, call, assertion, clock }: TokenDeps,
  scope: PartnerScope,
): Promise<Token> => {
  const now = clock.now();
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: assertionType,
    client_assertion: assertion(audience),
    scope,
  });
  const outcome = await call(tokenUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: form.toString(),
    maxBytes,
    deadlineMs,
  });
  if (outcome.kind !== 'answered') throw faultOfCall(outcome);
  if (outcome.status !== 200) throw faultOfDenial(outcome, now);
  const granted = readAnswer(Granted, outcome);
  if (!granted) throw nonsense(outcome.status);
  const { access_token: text, expires_in: seconds = unsaidSeconds } = granted;
  const livesMs = Math.min(seconds * 1000, longestMs);
  return { text, usedUntil: now.getTime() + Math.max(livesMs - marginMs, livesMs / 2) };
};

const faultOfDenial = (answer: ServiceAnswer, now: Date): MessageServiceError => {
  const denied = answer.status === 400 ? readAnswer(Denied, answer) : undefined;
  return denied
    ? new MessageServiceError('message-service-refused', { status: 400, why: denied.error })
    : faultOfAnswer(answer, now);
};
