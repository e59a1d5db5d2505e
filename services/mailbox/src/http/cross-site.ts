import type { Request } from 'express';

import { KuvertError } from '@kuvert/shared/errors';

import { sameSecret } from '@kuvert/platform/keys/secret-hash';
import type { Session } from '../store/sessions.ts';

export const csrfHeader = 'x-kuvert-csrf';

/**
 * Refuses what another site made the browser send: by what the browser says of its origin, and by the session's token.
 * @throws KuvertError `csrf-token-wrong`
 */
export const refuseCrossSite = (
  request: Request,
  session: Session,
  token: unknown,
  ownOrigin: string,
): void => {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  // Under `no-referrer` a form of our own has the origin `null`, so the browser's other word goes before it.
  const foreign =
    site === undefined ? origin !== undefined && origin !== ownOrigin : site !== 'same-origin';
  if (foreign || typeof token !== 'string' || !sameSecret(token, session.csrfToken))
    throw new KuvertError('csrf-token-wrong', 'the request does not come from the application');
};
