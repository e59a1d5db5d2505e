import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';

import { KuvertError } from '@kuvert/shared/errors';

import { idTokenAlgorithms } from './algorithms.ts';
import type { EndedAtProvider } from './provider.ts';

const event = 'http://schemas.openid.net/event/backchannel-logout';
/** From the making of a token to its use; a provider sends it at once. */
const longestAgeSeconds = 300;
/** Between its clock and ours. */
const toleranceSeconds = 30;
const mostLength = 256;

export interface LogoutTokenRules {
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly clientId: string;
  readonly now: Date;
}

/**
 * Who is to be logged out, by a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6). No ID token is one: it
 * has no such event, and a nonce.
 * @throws KuvertError `logout-token-wrong`; `login-provider-unreachable` when its keys can't be had
 */
export const readLogoutToken = async (
  token: string,
  { keys, issuer, clientId, now }: LogoutTokenRules,
): Promise<EndedAtProvider> => {
  const { payload, protectedHeader } = await verified(() =>
    jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms: idTokenAlgorithms,
      // not `exp`, which providers learnt late: its age bounds it
      requiredClaims: ['iss', 'aud', 'iat', 'jti', 'events'],
      maxTokenAge: longestAgeSeconds,
      clockTolerance: toleranceSeconds,
      currentDate: now,
    }),
  );
  const { jti, iss } = payload;
  const [subject, sid] = [named(payload['sub']), named(payload['sid'])];
  const isOfKind = ['logout+jwt', 'JWT', undefined].includes(protectedHeader.typ);
  if (!isOfKind || 'nonce' in payload || !isObject(eventsOf(payload)[event]))
    throw wrong('it is no logout token');
  if (named(jti) === undefined || (subject ?? sid) === undefined) throw wrong('it names nobody');
  return {
    issuer: String(iss),
    subject: subject ?? null,
    sid: sid ?? null,
    id: String(jti),
    expiresAt: new Date(now.getTime() + (longestAgeSeconds + 2 * toleranceSeconds) * 1000),
  };
};

const named = (claim: unknown): string | undefined =>
  typeof claim === 'string' && claim !== '' && claim.length <= mostLength ? claim : undefined;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const eventsOf = ({
  events,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  isObject(events) ? events : {};

const verified = async <Value>(verify: () => Promise<Value>): Promise<Value> => {
  try {
    return await verify();
  } catch (cause) {
    // what isn't about the token is about fetching the keys
    const isAboutToken =
      cause instanceof errors.JOSEError && !(cause instanceof errors.JWKSTimeout);
    if (isAboutToken && cause.code !== 'ERR_JOSE_GENERIC') throw wrong('it is not verified', cause);
    throw new KuvertError(
      'login-provider-unreachable',
      "the identity provider's keys can't be had now",
      { cause },
    );
  }
};

const wrong = (why: string, cause?: unknown): KuvertError =>
  new KuvertError('logout-token-wrong', `the logout token is refused: ${why}`, { cause });
