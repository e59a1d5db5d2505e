import { hkdfSync } from 'node:crypto';

import jwt, { type SignOptions } from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';

import { systemRandomness } from '@kuvert/platform/system/randomness';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { createAccessTokens, type AccessTokenDeps } from './access-tokens.ts';

const clock = createFixedClock();
const deps: AccessTokenDeps = {
  key: 'k'.repeat(43),
  clock,
  randomness: systemRandomness,
  issuer: 'https://mailbox.example',
  audience: 'https://mailbox.example/system/v1',
};
const tokens = createAccessTokens(deps);
const clientId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const access = { clientId, scopes: ['messages:list', 'messages:fetch'] } as const;

/** The same claims, signed otherwise. */
const forged = (options: SignOptions, key: jwt.Secret = deps.key): string =>
  jwt.sign(
    { client_id: clientId, scope: 'messages:list', iat: clock.now().getTime() / 1000 },
    key,
    {
      header: { alg: 'HS256', typ: 'at+jwt' },
      issuer: deps.issuer,
      audience: deps.audience,
      jwtid: clientId,
      ...options,
    },
  );

/** What tokens are signed with: so that nothing but the one thing is wrong with a token. */
const signingKey = Buffer.from(
  hkdfSync('sha256', deps.key, '', 'kuvert system api access token', 32),
);

describe('an access token', () => {
  it('is read by its key, its algorithm and its type', () => {
    expect(tokens.read(forged({}, signingKey))).toEqual({ clientId, scopes: ['messages:list'] });
  });

  it.each<[string, SignOptions]>([
    ['by another algorithm', { header: { alg: 'HS512', typ: 'at+jwt' } }],
    ['as another type of token', { header: { alg: 'HS256', typ: 'JWT' } }],
    ['for nobody', { audience: [] }],
    ['by another issuer', { issuer: 'https://x' }],
  ])('is none when its own key signs it %s', (_what, options) => {
    expect(tokens.read(forged(options, signingKey))).toBeUndefined();
  });

  it('says which client may do what, for ten minutes', () => {
    const { token, expiresInSeconds } = tokens.issue(access);
    expect([tokens.read(token), expiresInSeconds]).toEqual([access, 600]);
    const { header, payload } = jwt.decode(token, { complete: true }) ?? {};
    expect(header).toMatchObject({ alg: 'HS256', typ: 'at+jwt' });
    expect(payload).toMatchObject({
      aud: deps.audience,
      sub: clientId,
      client_id: clientId,
      scope: 'messages:list messages:fetch',
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('is none after that', () => {
    const later = createFixedClock();
    const { token } = createAccessTokens({ ...deps, clock: later }).issue(access);
    later.advance(599_000);
    expect(createAccessTokens({ ...deps, clock: later }).read(token)).toEqual(access);
    later.advance(2_000);
    expect(createAccessTokens({ ...deps, clock: later }).read(token)).toBeUndefined();
  });

  it.each([
    ['signed with the very key that links are signed with', forged({})],
    ['of another house', createAccessTokens({ ...deps, issuer: 'https://x' }).issue(access).token],
    ['for another house', createAccessTokens({ ...deps, audience: 'x' }).issue(access).token],
    ['of another key', createAccessTokens({ ...deps, key: 'x'.repeat(43) }).issue(access).token],
    ['cut', tokens.issue(access).token.slice(0, -4)],
    ['empty', ''],
  ])('is none when it is %s', (_what, token) => {
    expect(tokens.read(token)).toBeUndefined();
  });

  it('is none when it asks for no signature, or for another way to sign', () => {
    const [, payload, signature] = tokens.issue(access).token.split('.');
    const encoded = (header: object): string =>
      Buffer.from(JSON.stringify(header)).toString('base64url');
    const none = `${encoded({ alg: 'none', typ: 'at+jwt' })}.${payload}.`;
    const other = `${encoded({ alg: 'HS512', typ: 'at+jwt' })}.${payload}.${signature}`;
    expect([tokens.read(none), tokens.read(other)]).toEqual([undefined, undefined]);
  });
});
