import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

import jwt from 'jsonwebtoken';
import { z } from 'zod';

import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';

/** An assertion lives for five minutes at most; clocks may differ by half a one. */
const mostSeconds = 300;
const skewSeconds = 30;

const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  jti: z.string().min(1).max(256),
  iat: z.int(),
  exp: z.int(),
});

export interface VerifiedAssertion {
  readonly jti: string;
  readonly expiresAt: Date;
}

/** Who an assertion claims to be from; proves nothing. */
export const claimedIssuer = (assertion: string): string | undefined => {
  try {
    const decoded = jwt.decode(assertion);
    const issuer = typeof decoded === 'object' ? decoded?.iss : undefined;
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined;
  }
};

/**
 * What a client asserts of itself with a key of its own (`private_key_jwt`, OpenID Connect Core, section 9). Undefined
 * unless one of the client's public keys signed it, by an algorithm for that kind of key, for this audience and for now.
 * Whether it was used before is another question.
 * @param keys SPKI in PEM, as they were registered
 */
export const verifyAssertion = (
  assertion: string,
  { clientId, audience, now }: { clientId: string; audience: string; now: Date },
  keys: readonly string[],
): VerifiedAssertion | undefined => {
  for (const pem of keys) {
    const claims = claimsBy(assertion, createPublicKey(pem), audience, now);
    if (claims?.iss === clientId && claims.sub === clientId)
      return { jti: claims.jti, expiresAt: new Date(claims.exp * 1000) };
  }
  return undefined;
};

const claimsBy = (
  assertion: string,
  key: KeyObject,
  audience: string,
  now: Date,
): z.infer<typeof Claims> | undefined => {
  const seconds = Math.floor(now.getTime() / 1000);
  const algorithms = algorithmsOf(key);
  if (algorithms.length === 0) return undefined;
  try {
    const payload = jwt.verify(assertion, key, {
      algorithms,
      audience,
      clockTimestamp: seconds,
      clockTolerance: skewSeconds,
    });
    const claims = Claims.parse(payload);
    const isOfNow =
      claims.iat <= seconds + skewSeconds &&
      claims.exp - claims.iat <= mostSeconds &&
      claims.iat >= seconds - mostSeconds - skewSeconds;
    return isOfNow ? claims : undefined;
  } catch {
    return undefined;
  }
};

export interface AssertionSigner {
  readonly clientId: string;
  /** Private, in PEM. */
  readonly key: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** Long enough for a clock that differs and a slow way; used at once. */
const ownSeconds = 60;

/**
 * What we assert of ourselves where we are the client: good once, for a minute, at that audience.
 * @throws KuvertError `configuration-wrong` for a key that nobody would verify by
 */
export const createAssertions = ({
  clientId,
  key: pem,
  clock,
  randomness,
}: AssertionSigner): ((audience: string) => string) => {
  const key = privateKeyOf(pem);
  const [algorithm] = key ? algorithmsOf(key) : [];
  if (!key || !algorithm)
    throw new KuvertError(
      'configuration-wrong',
      'a client proves itself by a private key of RSA with 2048 bits or more, or on P-256 or P-384',
    );
  return (audience) => {
    const iat = Math.floor(clock.now().getTime() / 1000);
    const claims = { iss: clientId, sub: clientId, aud: audience, iat, exp: iat + ownSeconds };
    return jwt.sign({ ...claims, jti: randomness.uuid() }, key, { algorithm });
  };
};

const privateKeyOf = (pem: string): KeyObject | undefined => {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
};

/** Of an RSA key of 2048 bits or more, or one on P-256 or P-384; none of any other key. */
const algorithmsOf = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): jwt.Algorithm[] => {
  const { modulusLength = 0, namedCurve } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === 'rsa' && modulusLength >= 2048) return ['RS256', 'PS256'];
  if (asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return ['ES256'];
  if (asymmetricKeyType === 'ec' && namedCurve === 'secp384r1') return ['ES384'];
  return [];
};

/** Whether a text is a public key, in PEM, that assertions can be verified by. */
export const isAssertionKey = (pem: string): boolean => {
  try {
    return !pem.includes('PRIVATE') && algorithmsOf(createPublicKey(pem)).length > 0;
  } catch {
    return false;
  }
};
