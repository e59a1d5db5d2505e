import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import jwt from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';

import { createForeseeableRandomness } from '@kuvert/testkit/foreseeable-randomness';

import {
  claimedIssuer,
  createAssertions,
  isAssertionKey,
  verifyAssertion,
} from './client-assertion.ts';

const pairOf = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

const mine = pairOf('P-256');
const next = pairOf('P-384');
const stranger = pairOf('P-256');
const keys = [pem(mine.publicKey), pem(next.publicKey)];

const now = new Date('2026-11-27T12:00:00Z');
const seconds = now.getTime() / 1000;
const audience = 'https://fax.kommun.example/partner/v1/token';
const expected = { clientId: 'partner-1', audience, now };

const claims = { iss: 'partner-1', sub: 'partner-1', aud: audience, jti: 'one' };
const assertion = (
  changes: Readonly<Record<string, unknown>> = {},
  key: KeyObject = mine.privateKey,
  algorithm: jwt.Algorithm = 'ES256',
): string =>
  jwt.sign(
    // what is undefined isn't there
    JSON.stringify({ ...claims, iat: seconds, exp: seconds + 60, ...changes }),
    key,
    { algorithm },
  );

describe('an assertion', () => {
  it('is verified by any of the keys that the client has', () => {
    const verified = { jti: 'one', expiresAt: new Date(now.getTime() + 60_000) };
    expect(verifyAssertion(assertion(), expected, keys)).toEqual(verified);
    const byNext = assertion({}, next.privateKey, 'ES384');
    expect(verifyAssertion(byNext, expected, keys)).toEqual(verified);
  });

  it.each([
    ['signed by a stranger', () => assertion({}, stranger.privateKey)],
    ['for another audience', () => assertion({ aud: 'https://elsewhere.example/token' })],
    ['from somebody else', () => assertion({ iss: 'partner-2' })],
    ['about somebody else', () => assertion({ sub: 'partner-2' })],
    ['that has expired', () => assertion({ iat: seconds - 200, exp: seconds - 31 })],
    ['that lives too long', () => assertion({ exp: seconds + 301 })],
    ['of the future', () => assertion({ iat: seconds + 31, exp: seconds + 60 })],
    ['made long ago', () => assertion({ iat: seconds - 331, exp: seconds - 31 })],
    ['without an id', () => assertion({ jti: undefined })],
    ['without an end', () => assertion({ exp: undefined })],
    ['that is none', () => 'x.y.z'],
    [
      'that nobody signed',
      () => jwt.sign({ ...claims, iat: seconds, exp: seconds + 60 }, '', { algorithm: 'none' }),
    ],
    [
      'signed by the public key as a secret',
      () =>
        jwt.sign({ ...claims, iat: seconds, exp: seconds + 60 }, pem(mine.publicKey), {
          algorithm: 'HS256',
        }),
    ],
    [
      'that is not signed',
      () => jwt.sign({ ...claims, iat: seconds, exp: seconds + 60 }, '', { algorithm: 'none' }),
    ],
  ])('proves nothing %s', (_how, make) => {
    expect(verifyAssertion(make(), expected, keys)).toBeUndefined();
  });

  it('proves nothing for a client without keys', () => {
    expect(verifyAssertion(assertion(), expected, [])).toBeUndefined();
  });

  it('says whom it claims to be from', () => {
    expect([claimedIssuer(assertion()), claimedIssuer('x'), claimedIssuer('x.y.z')]).toEqual([
      'partner-1',
      undefined,
      undefined,
    ]);
  });
});

describe('an assertion of our own', () => {
  const privatePem = (key: KeyObject): string =>
    key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const signer = (key: string) => {
    const randomness = createForeseeableRandomness();
    return createAssertions({ clientId: 'partner-1', key, clock: { now: () => now }, randomness });
  };

  it.each([
    ['P-256', mine],
    ['P-384', next],
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ])(
    'by a key of %s is verified by its public half, each under an id of its own',
    (_kind, pair) => {
      const assert = signer(privatePem(pair.privateKey));
      const verified = [assert(audience), assert(audience)].map((text) =>
        verifyAssertion(text, expected, [pem(pair.publicKey)]),
      );
      expect(verified.map((found) => found?.expiresAt)).toEqual(
        Array(2).fill(new Date(now.getTime() + 60_000)),
      );
      expect(new Set(verified.map((found) => found?.jti)).size).toBe(2);
    },
  );

  it.each([
    ['that nobody would verify by', privatePem(pairOf('secp256k1').privateKey)],
    ['that is public', pem(mine.publicKey)],
    ['that is none', 'x'],
  ])('is not made by a key %s', (_what, key) => {
    expect(() => signer(key)).toThrow(expect.objectContaining({ code: 'configuration-wrong' }));
  });
});

describe('a key to verify by', () => {
  it.each([
    [
      'of RSA with 2048 bits',
      pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey),
      true,
    ],
    ['on P-256', pem(mine.publicKey), true],
    [
      'of RSA with 1024 bits',
      pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey),
      false,
    ],
    ['on secp256k1', pem(pairOf('secp256k1').publicKey), false],
    ['that is private', mine.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), false],
    ['that is none', 'x', false],
  ])('%s: %s', (_what, text, is) => {
    expect(isAssertionKey(text)).toBe(is);
  });
});
