import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';

import { codeOf } from '@kuvert/shared/errors';

import type { TokenAttempts } from '../limits/token-attempts.ts';

/** What a client says of itself: who it claims to be, and what is to prove it. */
export interface Claimed<Proof> {
  readonly clientId: string;
  readonly proof: Proof;
}

export type TokenAnswer =
  | {
      readonly kind: 'granted';
      readonly token: string;
      readonly expiresInSeconds: number;
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'refused'; readonly error: 'invalid_client' | 'invalid_scope' };

export interface TokenEndpointDeps<Proof> {
  readonly path: string;
  /** Of the form, such as `4kb`. */
  readonly formLimit: string;
  /** The one way in which clients prove themselves here (RFC 6749, section 2.3). */
  readonly claimedBy: (
    request: Request,
  ) => Claimed<Proof> | { readonly error: 'invalid_request' | 'invalid_client' };
  /** @param scope separated by spaces; undefined asks for all that the client has */
  readonly issue: (claimed: Claimed<Proof>, scope: string | undefined) => Promise<TokenAnswer>;
  readonly attempts: TokenAttempts;
  readonly events: { tokenAsked(outcome: string): void };
  /** What is missing in a request that is invalid, and in a proof that isn't one, for people. */
  readonly sentences: Readonly<Record<'invalid_request' | 'invalid_client', string>>;
  /** `WWW-Authenticate`, where clients prove themselves by a scheme of HTTP. */
  readonly challenge?: string;
}

/** RFC 6749, section 5.2; the last one is for who asks too often, which the RFC leaves open. */
type TokenError =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'slow_down';

const statusOf = {
  invalid_request: 400,
  invalid_client: 401,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  slow_down: 429,
} as const satisfies Record<TokenError, number>;

const sentences = {
  unsupported_grant_type: 'client_credentials is the one that works here',
  invalid_scope: 'the client may not do all of that',
  slow_down: 'too many tokens in a minute: use each for as long as it lives',
} as const;

const Form = z.object({ grant_type: z.string(), scope: z.string().max(300).optional() });

/** Adds a token endpoint: client credentials (RFC 6749, section 4.4), errors in that RFC's own form. */
export const addTokenEndpoint = <Proof>(router: Router, deps: TokenEndpointDeps<Proof>): void => {
  const parse = express.urlencoded({ extended: false, limit: deps.formLimit, parameterLimit: 10 });
  const send = senderOf(deps);
  router.post(deps.path, formOf(parse, send), async (request, response) => {
    const { error, body, wait } = await answer(deps, request);
    deps.events.tokenAsked(error ?? 'granted');
    if (wait !== undefined) response.set('retry-after', String(wait));
    send(response, error, body);
  });
};

type Send = (response: Response, error: TokenError | undefined, body?: object) => void;

/** A body that can't be parsed is an invalid request in this endpoint's form, too. */
const formOf =
  (parse: RequestHandler, send: Send): RequestHandler =>
  (request, response, next) =>
    parse(request, response, (fault?: unknown) => {
      if (fault === undefined) next();
      else if (codeOf(fault) === 'ECONNABORTED') next(fault);
      else send(response, 'invalid_request');
    });

interface Answered {
  readonly error?: TokenError;
  readonly body?: object;
  /** In seconds. */
  readonly wait?: number;
}

const answer = async <Proof>(
  { claimedBy, issue, attempts }: TokenEndpointDeps<Proof>,
  request: Request,
): Promise<Answered> => {
  const form = Form.safeParse(request.body);
  if (!form.success) return { error: 'invalid_request' };
  const claimed = claimedBy(request);
  if ('error' in claimed && claimed.error === 'invalid_request') return { error: claimed.error };
  if (form.data.grant_type !== 'client_credentials') return { error: 'unsupported_grant_type' };
  if ('error' in claimed) return { error: claimed.error };
  const wait = await attempts.take(request, claimed.clientId);
  if (wait > 0) return { error: 'slow_down', wait };
  const answered = await issue(claimed, form.data.scope);
  if (answered.kind === 'refused') return { error: answered.error };
  return {
    body: {
      access_token: answered.token,
      token_type: 'Bearer',
      expires_in: answered.expiresInSeconds,
      scope: answered.scopes.join(' '),
    },
  };
};

const senderOf = <Proof>({
  sentences: own,
  challenge,
}: Pick<TokenEndpointDeps<Proof>, 'sentences' | 'challenge'>): Send => {
  const said: Readonly<Record<TokenError, string>> = { ...sentences, ...own };
  return (response, error, body) => {
    response.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
    if (error === 'invalid_client' && challenge !== undefined)
      response.set('www-authenticate', challenge);
    response
      .status(error === undefined ? 200 : statusOf[error])
      .json(error === undefined ? body : { error, error_description: said[error] });
  };
};
