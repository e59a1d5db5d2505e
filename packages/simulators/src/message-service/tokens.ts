import { randomBytes, type KeyObject } from 'node:crypto';

import jwt from 'jsonwebtoken';
import { z } from 'zod';

import { assertionType } from '@kuvert/shared/client-assertion';
import type { Clock } from '@kuvert/shared/clock';
import { isPartnerScope, type PartnerScope } from '@kuvert/shared/partners/client-api';

import type { Reply } from './reply.ts';

export interface TokensOptions {
  readonly clock: Clock;
  readonly clientId: string;
  /** Public. */
  readonly clientKey: KeyObject;
  readonly audience: () => string;
  readonly lifeSeconds: number;
}

export interface Tokens {
  /** The answer to a token request (RFC 6749, section 4.4). */
  grant(form: unknown): Reply;
  isGood(authorization: string | undefined, scope: PartnerScope): boolean;
  /** From now on every token that was given has expired. */
  expire(): void;
}

const Form = z.object({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal(assertionType),
  client_assertion: z.string(),
  scope: z.string(),
});

const denied = (error: string): Reply => ({ status: 400, body: { error } });

export const createTokens = (options: TokensOptions): Tokens => {
  const given = new Map<string, { readonly scopes: readonly string[]; readonly endsAt: number }>();
  const used = new Set<string>();

  const isProved = (assertion: string): boolean => {
    const { clientId, clientKey, clock, audience } = options;
    try {
      const claims = jwt.verify(assertion, clientKey, {
        algorithms: ['RS256', 'PS256', 'ES256', 'ES384'],
        issuer: clientId,
        subject: clientId,
        audience: audience(),
        clockTimestamp: Math.floor(clock.now().getTime() / 1000),
        complete: false,
      });
      const jti = typeof claims === 'string' ? undefined : claims.jti;
      if (jti === undefined || used.has(jti)) return false;
      used.add(jti);
      return true;
    } catch {
      return false;
    }
  };
  return {
    grant: (raw) => {
      const form = Form.safeParse(raw).data;
      if (!form) return denied('invalid_request');
      if (!isProved(form.client_assertion))
        return { status: 401, body: { error: 'invalid_client' } };
      const scopes = form.scope.split(' ');
      if (!scopes.every(isPartnerScope)) return denied('invalid_scope');
      const token = randomBytes(32).toString('base64url');
      const endsAt = options.clock.now().getTime() + options.lifeSeconds * 1000;
      given.set(token, { scopes, endsAt });
      return {
        status: 200,
        body: { access_token: token, token_type: 'Bearer', expires_in: options.lifeSeconds },
      };
    },
    isGood: (authorization = '', scope) => {
      const token = given.get(/^Bearer (.+)$/.exec(authorization)?.[1] ?? '');
      return (
        token !== undefined &&
        token.scopes.includes(scope) &&
        options.clock.now().getTime() < token.endsAt
      );
    },
    expire: () => given.clear(),
  };
};
