import { hkdfSync } from 'node:crypto';

import jwt from 'jsonwebtoken';
import { z } from 'zod';

import { apiScopes, isApiScope, type ApiScope } from '@kuvert/shared/api-scopes';
import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';

/** What an access token says; whether its client may still do it says the database. */
export interface Access {
  readonly clientId: string;
  readonly scopes: readonly ApiScope[];
}

export interface AccessTokens {
  issue(access: Access): { readonly token: string; readonly expiresInSeconds: number };
  /** Undefined for everything but a live token of ours. */
  read(token: string): Access | undefined;
}

export interface AccessTokenDeps {
  /** The key that replicas share; tokens are signed with one derived from it, so that no link is ever a token. */
  readonly key: string;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  /** Who issues, and whom the tokens are for (RFC 9068, section 2.2). */
  readonly issuer: string;
  readonly audience: string;
}

const lifeSeconds = 600;
const algorithm = 'HS256';
/** RFC 9068, section 2.1. */
const type = 'at+jwt';

const Claims = z.object({
  client_id: z.uuid(),
  scope: z.string().max(apiScopes.join(' ').length),
  jti: z.uuid(),
});

/** Short-lived JWTs by RFC 9068. */
export const createAccessTokens = ({
  key,
  clock,
  randomness,
  issuer,
  audience,
}: AccessTokenDeps): AccessTokens => {
  const derived = Buffer.from(hkdfSync('sha256', key, '', 'kuvert system api access token', 32));
  const now = (): number => Math.floor(clock.now().getTime() / 1000);
  return {
    issue: ({ clientId, scopes }) => {
      const claims = { client_id: clientId, scope: scopes.join(' '), iat: now() };
      const token = jwt.sign(claims, derived, {
        header: { alg: algorithm, typ: type },
        issuer,
        audience,
        subject: clientId,
        jwtid: randomness.uuid(),
        expiresIn: lifeSeconds,
      });
      return { token, expiresInSeconds: lifeSeconds };
    },
    read: (token) => {
      try {
        const { header, payload } = jwt.verify(token, derived, {
          algorithms: [algorithm],
          issuer,
          audience,
          clockTimestamp: now(),
          maxAge: lifeSeconds,
          complete: true,
        });
        if (header.typ !== type) return undefined;
        const { client_id: clientId, scope } = Claims.parse(payload);
        return { clientId, scopes: scope.split(' ').filter(isApiScope) };
      } catch {
        return undefined;
      }
    },
  };
};
