import { generateKeyPairSync } from 'node:crypto';

import { systemClock } from '@kuvert/shared/clock';
import { SignJWT, UnsecuredJWT } from 'jose';
import { ClientSecretBasic } from 'openid-client';
import { describe, expect, it } from 'vitest';

import { startForgingProvider } from '../test-support/forging-provider.ts';
import { parseLevels } from './assurance.ts';
import { createOpenIdProvider } from './openid-provider.ts';
import { anyProvider } from './presets.ts';
import type { Identified } from './provider.ts';

type Claims = Readonly<Record<string, unknown>>;

const origin = 'http://localhost:65001';
const clientSecret = 'a secret of more than two hundred and fifty-six bits';
const loa3 = 'http://id.sambi.se/loa/loa3';
const secrets = {
  state: 's'.repeat(43),
  nonce: 'n'.repeat(43),
  codeVerifier: 'v'.repeat(43),
  loa: null,
};
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = ours.publicKey.export({ type: 'spki', format: 'pem' });

const claimsOf = (issuer: string, changes: Claims): Claims => {
  const now = Math.floor(Date.now() / 1000);
  return {
    ...{ iss: issuer, sub: 'anna', aud: 'kuvert', iat: now, exp: now + 300 },
    ...{ nonce: secrets.nonce, name: 'Anna Öberg', acr: loa3 },
    ...changes,
  };
};
const signed = (claims: Claims, alg = 'RS256', key: unknown = ours.privateKey): Promise<string> =>
  // each test's own kind of key
  new SignJWT(claims).setProtectedHeader({ alg, kid: 'one' }).sign(key as Uint8Array);

/** Comes back from a provider that gave such an ID token. */
const comeBack = async (
  forge: (claims: (changes: Claims) => Claims) => Promise<string>,
  query: Readonly<Record<string, string>> = {},
): Promise<Identified> => {
  const keys = [{ ...ours.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }];
  const provider = await startForgingProvider(keys, (issuer) =>
    forge((changes) => claimsOf(issuer, changes)),
  );
  try {
    const client = createOpenIdProvider(
      {
        issuer: provider.issuer,
        clientId: 'kuvert',
        proof: { kind: 'secret', file: '' },
        ...{ acr: [loa3], levels: parseLevels('') ?? new Map(), unsaid: null },
        ...{
          preset: anyProvider,
          idTokenSeconds: 300,
          logsOutThere: true,
          isForStaff: true,
          allowHttp: true,
        },
      },
      ClientSecretBasic(clientSecret),
      origin,
      systemClock,
    );
    const back = new URLSearchParams({ code: 'c', state: secrets.state, ...query });
    return await client.identify(new URL(`${origin}/login/callback?${back.toString()}`), secrets);
  } finally {
    await provider.stop();
  }
};
const refused = (reason: string) => ({ code: 'login-failed', cause: { reason } });

describe('an ID token', () => {
  it('that is as it must be says who somebody is', async () => {
    expect(await comeBack((claims) => signed(claims({ sid: 'a' })))).toMatchObject({
      subjects: ['anna'],
      loa: 'LoA3',
      sid: 'a',
    });
  });

  it.each<[string, Claims]>([
    ['for another login', { nonce: 'x'.repeat(43) }],
    ['for no login', { nonce: undefined }],
    ['for another client', { aud: 'other' }],
    ['for several clients, given to another', { aud: ['kuvert', 'other'], azp: 'other' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['that is over', { iat: 1, exp: 300 }],
    ['without an end', { exp: undefined }],
    ['without a time', { iat: undefined }],
    ['of nobody', { sub: undefined }],
  ])('%s is refused', async (_what, changes) => {
    await expect(comeBack((claims) => signed(claims(changes)))).rejects.toMatchObject(
      refused('answer-invalid'),
    );
  });

  it.each<[string, Claims]>([
    ['a weaker login', { acr: 'http://id.sambi.se/loa/loa2' }],
    [
      'a login that only looks as strong',
      { acr: 'http://id.elegnamnden.se/loa/1.0/uncertified-loa3' },
    ],
    ['a list of levels', { acr: [loa3] }],
    ['no level', { acr: undefined }],
  ])('of %s is refused', async (_what, changes) => {
    await expect(comeBack((claims) => signed(claims(changes)))).rejects.toMatchObject(
      refused('assurance-too-low'),
    );
  });

  it('that is good for longer than five minutes is refused', async () => {
    const exp = Math.floor(Date.now() / 1000) + 400;
    await expect(comeBack((claims) => signed(claims({ exp })))).rejects.toMatchObject(
      refused('token-too-long'),
    );
  });

  it.each<[string, (claims: Claims) => Promise<string> | string]>([
    ['signed by nobody', (claims) => new UnsecuredJWT(claims).encode()],
    ["signed by another's key", (claims) => signed(claims, 'RS256', others.privateKey)],
    [
      'signed by the public key as if it were a secret',
      (claims) => signed(claims, 'HS256', Buffer.from(publicPem)),
    ],
    [
      'signed by the secret of the client',
      (claims) => signed(claims, 'HS256', Buffer.from(clientSecret)),
    ],
    ['signed by an algorithm off our list', (claims) => signed(claims, 'RS512')],
    [
      'whose claims were changed after it was signed',
      async (claims) => {
        const [head, , signature] = (await signed(claims)).split('.');
        const body = Buffer.from(JSON.stringify({ ...claims, sub: 'bo' })).toString('base64url');
        return `${head}.${body}.${signature}`;
      },
    ],
    ['that is none', () => 'a.b.c'],
  ])('%s is refused', async (_what, forge) => {
    await expect(comeBack(async (claims) => forge(claims({})))).rejects.toMatchObject(
      refused('answer-invalid'),
    );
  });
});

describe('an answer', () => {
  it.each([
    ['with another state', { state: 'x'.repeat(43) }],
    ['that names another issuer (RFC 9207)', { iss: 'https://evil.example' }],
  ])('%s is refused', async (_what, query) => {
    await expect(comeBack((claims) => signed(claims({})), query)).rejects.toMatchObject(
      refused('answer-invalid'),
    );
  });
});
