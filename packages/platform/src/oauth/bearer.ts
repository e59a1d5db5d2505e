import type { ErrorRequestHandler, Request } from 'express';

import { KuvertError } from '@kuvert/shared/errors';

import { retryAfter } from '../http/problem.ts';

/** RFC 6750, section 2.1; the other ways to send a token are not taken. */
const bearer = /^bearer +([\w.-]{1,2000})$/i;

/**
 * The access token of a request, whatever it is worth; empty for a header that holds none.
 * @throws KuvertError `token-required`
 */
export const bearerOf = (request: Request): string => {
  const header = request.get('authorization');
  if (header === undefined)
    throw new KuvertError('token-required', 'this takes an access token in Authorization');
  return bearer.exec(header)?.[1] ?? '';
};

export const tokenInvalid = (): KuvertError =>
  new KuvertError('token-invalid', 'the access token is none, has expired or was ended');

export const scopeMissing = (scope: string): KuvertError =>
  new KuvertError('scope-missing', 'the token does not allow this', { details: { scope } });

/** Says how to prove oneself, as RFC 6750, section 3 asks, and when to come again. */
export const challenge: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const { code, details } =
    error instanceof KuvertError ? error : { code: undefined, details: undefined };
  if (code === 'token-required') response.set('www-authenticate', realm);
  if (code === 'token-invalid') response.set('www-authenticate', `${realm}, error="invalid_token"`);
  if (code === 'scope-missing')
    response.set(
      'www-authenticate',
      `${realm}, error="insufficient_scope", scope="${details?.['scope'] ?? ''}"`,
    );
  if (code === 'request-running') response.set('retry-after', '5');
  if (code === 'rate-limited') response.set(retryAfter(details));
  next(error);
};

const realm = 'Bearer realm="kuvert"';
