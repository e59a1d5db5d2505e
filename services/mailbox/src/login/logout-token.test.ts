import { generateKeyPairSync, randomUUID } from 'node:crypto';

import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';

import { readLogoutToken } from './logout-token.ts';

const now = new Date('2026-11-27T12:00:00Z');
const seconds = now.getTime() / 1000;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const issuer = 'https://login.example.se';
const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };

type Claims = Readonly<Record<string, unknown>>;

const good = (): Claims => ({
  ...{ iss: issuer, aud: 'kuvert', iat: seconds, exp: seconds + 120, jti: randomUUID(), events },
  ...{ sub: 'anna', sid: 'session' },
});
const sign = (
  changes: Claims = {},
  { key = privateKey, alg = 'RS256', typ = 'logout+jwt' } = {},
): Promise<string> =>
  new SignJWT({ ...good(), ...changes }).setProtectedHeader({ alg, typ }).sign(key);
const read = (
  token: string,
  keys: Parameters<typeof readLogoutToken>[1]['keys'] = () => publicKey,
) => readLogoutToken(token, { keys, issuer, clientId: 'kuvert', now });
const refused = { code: 'logout-token-wrong' };

describe('a logout token', () => {
  it('says who is logged out, from which session of theirs', async () => {
    expect(await read(await sign({ jti: 'a' }))).toEqual({
      issuer,
      subject: 'anna',
      sid: 'session',
      id: 'a',
      expiresAt: new Date('2026-11-27T12:06:00Z'),
    });
  });

  it.each<[string, Claims, object]>([
    ['one session alone', { sub: undefined }, { subject: null, sid: 'session' }],
    ['every session of somebody', { sid: undefined }, { subject: 'anna', sid: null }],
    ['several audiences', { aud: ['other', 'kuvert'] }, { subject: 'anna' }],
    ['no time of its end', { exp: undefined }, { subject: 'anna' }],
    ['a time somewhat before ours', { iat: seconds + 20 }, { subject: 'anna' }],
  ])('may have %s', async (_what, changes, expected) => {
    expect(await read(await sign(changes))).toMatchObject(expected);
  });

  it('may be of the type that every token had before there was one for it', async () => {
    expect(await read(await sign({}, { typ: 'JWT' }))).toMatchObject({ subject: 'anna' });
  });

  it.each<[string, Claims]>([
    ['from another issuer', { iss: 'https://evil.example' }],
    ['for somebody else', { aud: 'other' }],
    ['that is over', { exp: seconds - 60 }],
    ['of long ago, whatever its end', { iat: seconds - 400, exp: seconds + 3600 }],
    ['of a time to come', { iat: seconds + 120, exp: seconds + 240 }],
    ['without a time', { iat: undefined }],
    ['without an id', { jti: undefined }],
    ['with an id that is none', { jti: '' }],
    ['without an event', { events: undefined }],
    ['of another event', { events: { 'urn:other': {} } }],
    ['whose event is no object', { events: { [Object.keys(events)[0] ?? '']: true } }],
    ['with a nonce, as an ID token has', { nonce: 'n' }],
    ['that names nobody', { sub: undefined, sid: undefined }],
    ['that names somebody without end', { sub: 'a'.repeat(300), sid: undefined }],
  ])('%s is refused', async (_what, changes) => {
    await expect(read(await sign(changes))).rejects.toMatchObject(refused);
  });

  it('of another type is refused', async () => {
    await expect(read(await sign({}, { typ: 'at+jwt' }))).rejects.toMatchObject(refused);
  });

  it('by another key is refused', async () => {
    const token = await sign({}, { key: other.privateKey });
    await expect(read(token)).rejects.toMatchObject(refused);
  });

  it('without a signature is refused', async () => {
    await expect(read(new UnsecuredJWT(good()).encode())).rejects.toMatchObject(refused);
  });

  it('signed by the public key as if it were a secret is refused', async () => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const token = await new SignJWT(good())
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(pem));
    await expect(read(token)).rejects.toMatchObject(refused);
    await expect(read(token, () => Buffer.from(pem))).rejects.toMatchObject(refused);
  });

  it('by an algorithm that is not on our list is refused', async () => {
    await expect(read(await sign({}, { alg: 'RS512' }))).rejects.toMatchObject(refused);
  });

  it('by ES256 is as good', async () => {
    const token = await sign({}, { key: ec.privateKey, alg: 'ES256' });
    expect(await read(token, () => ec.publicKey)).toMatchObject({ subject: 'anna' });
  });

  it.each(['', 'a', 'a.b.c', 'e30.e30.'])('that is %j is refused', async (token) => {
    await expect(read(token)).rejects.toMatchObject(refused);
  });

  it('whose keys can not be had now is good another time', async () => {
    const away = () => Promise.reject(new TypeError('fetch failed'));
    await expect(read(await sign(), away)).rejects.toMatchObject({
      code: 'login-provider-unreachable',
    });
  });
});
