import type { Request } from 'express';

import type { Clock } from '@kuvert/shared/clock';

import { hashSecret } from '../keys/secret-hash.ts';
import type { Queryable } from '../postgres/database.ts';
import { networkOf } from './client-network.ts';
import { createSharedLimit } from './shared-limit.ts';

const windowMs = 60_000;
/** Of all clients that a network claims to be: who tries names, tries few. */
const networkAMinute = 300;

export interface TokenAttempts {
  /** Seconds until the client may ask again; 0: now. */
  take(request: Request, clientId: string): Promise<number>;
}

/**
 * How often tokens may be asked for: by client from where it asks, so that somebody elsewhere who claims to be it takes
 * nothing from it.
 */
export const createTokenAttempts = (
  deps: { readonly database: Queryable; readonly clock: Clock },
  { what, most }: { readonly what: string; readonly most: number },
): TokenAttempts => {
  const byNetwork = createSharedLimit(deps, { what, most: networkAMinute, windowMs });
  const byClient = createSharedLimit(deps, { what, most, windowMs });
  return {
    take: async (request, clientId) => {
      const network = networkOf(request);
      return (await byNetwork.take(network)) || byClient.take(`${network} ${hashSecret(clientId)}`);
    },
  };
};
