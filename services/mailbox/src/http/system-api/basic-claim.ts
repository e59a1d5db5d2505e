import type { Request } from 'express';

import type { TokenEndpointDeps } from '@kuvert/platform/oauth/token-endpoint';

import { readBasic } from './basic-credentials.ts';

/** One way to prove oneself at a time (RFC 6749, section 2.3). */
const otherProofs = ['client_id', 'client_secret', 'client_assertion'];

/** How business systems prove themselves: by HTTP Basic alone. */
export const basicClaim = {
  claimedBy: (request: Request) => {
    if (otherProofs.some((name) => name in Object(request.body)))
      return { error: 'invalid_request' } as const;
    const credentials = readBasic(request.get('authorization'));
    if (!credentials) return { error: 'invalid_client' } as const;
    return { clientId: credentials.clientId, proof: credentials.secret };
  },
  formLimit: '4kb',
  sentences: {
    invalid_request: 'a form with grant_type, the client proven by HTTP Basic alone',
    invalid_client: 'no such client, or another secret',
  },
  challenge: 'Basic realm="kuvert", charset="UTF-8"',
} as const satisfies Partial<TokenEndpointDeps<string>>;
