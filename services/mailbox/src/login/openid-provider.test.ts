import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { systemClock } from '@kuvert/shared/clock';
import { startOidc, type OidcOptions } from '@kuvert/simulators/oidc';
import { createCookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import { ClientSecretBasic, type ClientAuth } from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { LoginConfig } from '../config.ts';
import { parseLevels } from './assurance.ts';
import { readClientProof } from './client-proof.ts';
import { anyProvider, presets } from './presets.ts';
import { createOpenIdProvider } from './openid-provider.ts';
import type { Identified, LoginSecrets } from './provider.ts';

const callback = 'http://localhost:65001/login/callback';
const clientSecret = 'a secret with: all / sorts & of + characters';
const loa3 = 'http://id.sambi.se/loa/loa3';
const secrets: LoginSecrets = {
  state: 's'.repeat(43),
  nonce: 'n'.repeat(43),
  codeVerifier: 'v'.repeat(43),
  loa: null,
};

interface Attempt {
  readonly provider?: Partial<OidcOptions>;
  readonly config?: Partial<LoginConfig>;
  readonly proof?: ClientAuth;
  /** What the mailbox has kept when the browser comes back. */
  readonly kept?: Partial<LoginSecrets>;
}

/** One login from the first address to the person, against a provider of its own. */
const logIn = async ({ provider, config, proof, kept }: Attempt = {}): Promise<Identified> => {
  const oidc = await startOidc({
    people: [{ subject: 'anna', name: 'Anna Öberg' }],
    clientId: 'kuvert-mailbox',
    clientSecret,
    redirectUris: [callback],
    ...provider,
  });
  try {
    const client = createOpenIdProvider(
      {
        issuer: oidc.issuer,
        clientId: 'kuvert-mailbox',
        proof: { kind: 'secret', file: '' },
        ...{ acr: [], levels: parseLevels('') ?? new Map(), unsaid: null },
        preset: anyProvider,
        idTokenSeconds: 300,
        logsOutThere: true,
        isForStaff: true,
        allowHttp: true,
        ...config,
      },
      proof ?? ClientSecretBasic(clientSecret),
      new URL(callback).origin,
      systemClock,
    );
    const back = await choose(await client.authorizationUrl(secrets));
    return await client.identify(back, { ...secrets, ...kept });
  } finally {
    await oidc.stop();
  }
};

const choose = async (authorization: string): Promise<URL> => {
  const jar = createCookieJar((url, init) => fetch(url, init));
  const next = async (url: string, init?: RequestInit): Promise<string> =>
    new URL((await jar.fetch(url, init)).headers.get('location') ?? '', url).href;
  const chooser = await next(authorization);
  const chosen = { method: 'POST', body: new URLSearchParams({ subject: 'anna' }) };
  return new URL(await next(await next(chooser, chosen)));
};

const refused = { code: 'login-failed' };

describe('the identity provider', () => {
  it('says who somebody is', async () => {
    expect(await logIn()).toMatchObject({
      issuer: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      subjects: ['anna'],
      name: 'Anna Öberg',
      loa: null,
    });
  });

  it('may keep the name for its userinfo endpoint', async () => {
    expect(await logIn({ provider: { nameIn: 'userinfo' } })).toMatchObject({
      name: 'Anna Öberg',
    });
  });

  it('may sign by PS256', async () => {
    expect(await logIn({ provider: { idTokenAlgorithm: 'PS256' } })).toMatchObject({
      subjects: ['anna'],
    });
  });

  it('may not sign by an algorithm that is not on our list', async () => {
    await expect(logIn({ provider: { idTokenAlgorithm: 'RS512' } })).rejects.toMatchObject(refused);
  });

  it.each([
    ['nonce', 'x'.repeat(43)],
    ['state', 'x'.repeat(43)],
    ['codeVerifier', 'x'.repeat(43)],
  ])('is not believed when its answer belongs to another %s', async (name, value) => {
    await expect(logIn({ kept: { [name]: value } })).rejects.toMatchObject(refused);
  });

  it('does not believe a mailbox with a wrong secret', async () => {
    await expect(logIn({ proof: ClientSecretBasic('wrong') })).rejects.toMatchObject(refused);
  });

  it('is asked for the level of assurance, which is checked', async () => {
    const config = { acr: [loa3] };
    expect(await logIn({ config, provider: { acr: [loa3] } })).toMatchObject({
      subjects: ['anna'],
    });
    // whom it is about is for the log
    const who = { issuer: expect.stringMatching(/^http/), subject: 'anna' };
    await expect(logIn({ config })).rejects.toMatchObject({
      ...refused,
      cause: { reason: 'assurance-too-low', who },
    });
  });

  it('is asked for what people are known by, one or several, and believed where it is one', async () => {
    const config = { preset: presets.inera, acr: [loa3] };
    const as = (employeeHsaId: unknown) =>
      logIn({
        config,
        provider: {
          acr: [loa3],
          people: [{ subject: 'anna', name: 'Anna Öberg', claims: { employeeHsaId } }],
        },
      });
    expect(await as('SE2321000131-3C4D')).toMatchObject({ subjects: ['SE2321000131-3C4D'] });
    expect(await as(['SE2321000131-3C4D'])).toMatchObject({ subjects: ['SE2321000131-3C4D'] });
    const two = ['SE2321000131-3C4D', 'SE2321000131-3C4E'];
    expect(await as([...two, two[0]])).toMatchObject({ subjects: two });
    for (const unclear of [
      [...two, 'anna'],
      [...two, 7],
      Array.from({ length: 21 }, (_, at) => `SE2321000131-${at}`),
      [],
      'anna',
      'SE2321000131-3C4D SE2321000131-3C4E',
      undefined,
    ])
      await expect(as(unclear)).rejects.toMatchObject({
        ...refused,
        cause: { reason: 'identity-unclear' },
      });
  });

  it('is believed for no longer than its tokens may live', async () => {
    expect(await logIn({ config: { idTokenSeconds: 300 } })).toMatchObject({ subjects: ['anna'] });
    await expect(logIn({ config: { idTokenSeconds: 299 } })).rejects.toMatchObject({
      ...refused,
      cause: { reason: 'token-too-long' },
    });
  });

  it('is not reached by plain http where that is not allowed', async () => {
    await expect(logIn({ config: { allowHttp: false } })).rejects.toMatchObject({
      code: 'login-provider-unreachable',
    });
  });
});

describe('a mailbox that proves itself by its own key', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kuvert-proof-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const write = async (name: string, pem: string | Buffer): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, pem, { mode: 0o600 });
    return file;
  };

  it.each([
    ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['P-256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ])('logs people in with one of kind %s', async (kind, generate) => {
    const { privateKey, publicKey } = generate();
    const file = await write(kind, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const proof = await readClientProof({ kind: 'private-key', file });
    const jwk: JsonWebKey = publicKey.export({ format: 'jwk' });
    const clientKey = { ...jwk, kty: String(jwk.kty) };
    expect(await logIn({ proof, provider: { clientKey } })).toMatchObject({ subjects: ['anna'] });
  });

  it.each([
    ['short RSA', () => generateKeyPairSync('rsa', { modulusLength: 1024 })],
    ['P-521', () => generateKeyPairSync('ec', { namedCurve: 'P-521' })],
    ['Ed25519', () => generateKeyPairSync('ed25519')],
  ])('may not have one of kind %s', async (kind, generate) => {
    const file = await write(kind, generate().privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(readClientProof({ kind: 'private-key', file })).rejects.toMatchObject({
      code: 'configuration-wrong',
    });
  });

  it('may not have something else in its place', async () => {
    const file = await write('none', 'no key');
    await expect(readClientProof({ kind: 'private-key', file })).rejects.toMatchObject({
      code: 'configuration-wrong',
    });
  });
});
