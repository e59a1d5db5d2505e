import type { PartnerScope } from '@kuvert/shared/partners/client-api';
import type { ServiceCallOutcome, ServiceRequest } from '@kuvert/shared/ports/service-call';

import { createAccessTokens, type TokenDeps } from './access-tokens.ts';

/** One of the four operations. */
export interface Asked extends Omit<ServiceRequest, 'headers'> {
  readonly scope: PartnerScope;
  /** Below the base, with its query. */
  readonly path: string;
}

/**
 * Asks the service with a token; once more, with a new one, where it says that the token is none.
 * @throws MessageServiceError when there is no token: then the service wasn't asked, or said 401 alone
 */
export type Ask = (asked: Asked) => Promise<ServiceCallOutcome>;

export const createAsk = (deps: TokenDeps): Ask => {
  const tokens = createAccessTokens(deps);
  return async ({ scope, path, ...request }) => {
    const url = `${deps.settings.baseUrl}${path}`;
    const withToken = (token: string): Promise<ServiceCallOutcome> =>
      deps.call(url, {
        ...request,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
      });
    const token = await tokens.current(scope);
    const outcome = await withToken(token);
    if (outcome.kind !== 'answered' || outcome.status !== 401) return outcome;
    tokens.forget(scope, token);
    return withToken(await tokens.current(scope));
  };
};
