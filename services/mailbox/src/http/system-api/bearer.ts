import type { Request } from 'express';

import { admit, type SharedLimit } from '@kuvert/platform/limits/shared-limit';
import { bearerOf, scopeMissing, tokenInvalid } from '@kuvert/platform/oauth/bearer';
import type { ApiScope } from '@kuvert/shared/api-scopes';

import type { AccessTokens } from '../../login/access-tokens.ts';
import type { ApiClient } from '../../store/api-clients.ts';

export interface BearerDeps {
  readonly tokens: Pick<AccessTokens, 'read'>;
  /** Undefined for one that is switched off. */
  readonly findClient: (id: string) => Promise<ApiClient | undefined>;
  /** By client. */
  readonly requests: SharedLimit;
}

/**
 * The system whose request it is, looked up anew: what was switched off or taken from it ends at once. Cookies are not
 * looked at.
 * @throws KuvertError `token-required`, `token-invalid`, `scope-missing`, `rate-limited`
 */
export const clientOf =
  ({ tokens, findClient, requests }: BearerDeps) =>
  async (request: Request, scope: ApiScope): Promise<ApiClient> => {
    const access = tokens.read(bearerOf(request));
    const client = access && (await findClient(access.clientId));
    if (!access || !client) throw tokenInvalid();
    if (!access.scopes.includes(scope) || !client.scopes.includes(scope)) throw scopeMissing(scope);
    await admit(requests, client.person, client.person);
    return client;
  };
