import { freePort } from '@kuvert/platform/postgres/free-port';
import { startOidc } from '@kuvert/simulators/oidc';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { people } from '../test-support/people.ts';

let house: House;
let anna: Client;

beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());

const navigation = 'text/html,application/xhtml+xml,*/*;q=0.8';

describe('the application', () => {
  it('comes with the first rows and the boot block, in which nothing ends the script', async () => {
    const message = await house.receive(house.care, { from: '</script><img src=x>' });
    const { text, type } = await anna.get('/').expect(200);
    const [, block = ''] =
      /<script type="application\/json" id="boot">([^<]*)<\/script>/.exec(text) ?? [];
    const boot = JSON.parse(block);
    expect(type).toBe('text/html');
    expect(boot).toMatchObject({ view: 'new', departmentId: house.care.id });
    expect(boot.list.messages.map(({ id }: { id: string }) => id)).toContain(message.id);
    expect(text).not.toContain('<img src=x>');
  });

  it('allows nothing but its own, and one style element by a nonce of its own', async () => {
    const nonces = new Set<string>();
    for (const path of ['/', '/']) {
      const { headers, text } = await anna.get(path);
      const policy = headers['content-security-policy'] ?? '';
      const [, nonce = ''] = /'nonce-([\w-]+)'/.exec(policy) ?? [];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toContain('unsafe');
      expect(text).toContain(`nonce="${nonce}"`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  it('opens the department of a message in the address', async () => {
    const message = await house.receive(house.care);
    const { text } = await anna.get(`/m/${message.id}?view=all`).expect(200);
    expect(text).toContain(`"view":"all"`);
  });

  it('goes to the login without a session, and comes back from there', async () => {
    const path = '/m/6f9619ff-8b86-4d01-b42d-00cf4fc964ff?view=mine';
    const { status, headers } = await supertest(house.origin).get(path);
    expect([status, headers['location']]).toEqual([
      303,
      `/login?${new URLSearchParams({ return: path }).toString()}`,
    ]);
  });

  it.each([
    ['/sent?show=attention', 'sent'],
    ['/s/6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 'sent'],
    ['/drafts', 'drafts'],
    ['/i/6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 'incidents'],
  ])('has an address for what goes out: %s', async (path, place) => {
    const { text } = await anna.get(path).expect(200);
    expect(text).toMatch(new RegExp(`rail__view--${place}"[^>]* aria-current="page"`));
  });

  it('has an address for a draft', async () => {
    const { text } = await anna.get('/d/6f9619ff-8b86-4d01-b42d-00cf4fc964ff').expect(200);
    expect(text).toContain('frame--writing');
  });

  it('ends a login beside a window that waits with a page that says so', async () => {
    const { text } = await anna.get('/logged-in').set('accept-language', 'en').expect(200);
    expect(text).toContain('You are logged in again');
    expect(text).not.toContain('id="boot"');
  });

  it('says so to a person without a department', async () => {
    const nobody = clientOf(house.origin, await house.logIn('nobody'));
    const { text } = await nobody.get('/').expect(200);
    expect(text).toContain('Nils Utan');
    expect(text).toContain('action="/logout"');
  });
});

describe('every answer', () => {
  it.each(['/', '/login', '/api/me', '/openapi.json', '/nothing'])(
    'carries the headers that browsers guard us by: %s',
    async (path) => {
      const { headers } = await anna.get(path);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers['permissions-policy']).toContain('camera=()');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers).not.toHaveProperty('x-powered-by');
    },
  );

  it('is a page for people who navigate and a problem for programs', async () => {
    const page = await anna.get('/nothing').set('accept', navigation);
    const problem = await anna.get('/nothing');
    expect([page.status, page.type]).toEqual([404, 'text/html']);
    expect([problem.status, problem.type, problem.body.code]).toEqual([
      404,
      'application/problem+json',
      'path-unknown',
    ]);
  });

  it.each([
    ['{', 'application/json', 'request-not-json'],
    ['locale=en', 'application/x-www-form-urlencoded', 'content-type-wrong'],
    [JSON.stringify({ locale: 'x'.repeat(80_000) }), 'application/json', 'body-too-large'],
    [JSON.stringify({ locale: 'tlh' }), 'application/json', 'request-invalid'],
  ])('names what is wrong with a body by a stable code (%#)', async (text, type, code) => {
    const { cookie, csrf } = await house.logIn('anna');
    const { body } = await supertest(house.origin)
      .put('/api/me/locale')
      .set({ cookie, 'x-kuvert-csrf': csrf, 'content-type': type })
      .send(text);
    expect(body.code).toBe(code);
  });
});

describe('assets', () => {
  it('with a hash in their name may be kept for ever', async () => {
    const { headers } = await supertest(house.origin).get('/assets/main-abcd1234.js').expect(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toContain('javascript');
  });

  it('without one are asked for again', async () => {
    const { headers } = await supertest(house.origin).get('/assets/icon.svg').expect(200);
    expect(headers['cache-control']).toBe('public, max-age=86400');
  });

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
  ])('are sent as the build compressed them to whoever accepts %s', async (accepted, coding) => {
    const { headers, text } = await supertest(house.origin)
      .get('/assets/main-abcd1234.js')
      .set('accept-encoding', accepted)
      .expect(200);
    expect(headers['content-encoding']).toBe(coding);
    expect(headers['content-type']).toContain('text/javascript');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['vary']).toBe('accept-encoding');
    expect(text).toBe('export {};\n');
  });

  it('are sent as they are to whoever accepts nothing else', async () => {
    const { headers, text } = await supertest(house.origin)
      .get('/assets/main-abcd1234.js')
      .set('accept-encoding', 'identity');
    expect(headers['content-encoding']).toBeUndefined();
    expect(text).toBe('export {};\n');
  });

  it.each(['/assets/.vite/manifest.json', '/assets/..%2fclient-secret', '/assets/'])(
    'are nothing but the built files: %s',
    async (path) => {
      const { status } = await supertest(house.origin).get(path);
      expect(status).toBe(404);
    },
  );
});

describe('the login page', () => {
  it('has a link that begins the login and remembers the way back', async () => {
    const path = '/m/6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
    const { text } = await supertest(house.origin)
      .get('/login')
      .query({ return: path })
      .expect(200);
    expect(text).toContain(`href="/login/start?return=${encodeURIComponent(path)}"`);
  });

  it('says what failed, by codes that we know', async () => {
    const known = await supertest(house.origin).get('/login?error=login-failed');
    const unknown = await supertest(house.origin).get('/login?error=%3Cb%3Eboo');
    expect(known.text).toContain('login-failed');
    expect(unknown.text).not.toContain('boo');
  });

  it('speaks English to those who ask for it', async () => {
    const { text } = await supertest(house.origin).get('/login').set('accept-language', 'en');
    expect(text).toContain('<html lang="en">');
  });
});

describe('while the identity provider is down', () => {
  it('the mailbox runs, says so at the login, and logs in when it is back', async () => {
    const providerPort = await freePort();
    const issuer = `http://127.0.0.1:${providerPort}`;
    const lonely = await startHouse({}, (config) => ({
      ...config,
      login: { ...config.login, issuer },
    }));
    const start = async (): Promise<string | undefined> =>
      (await supertest(lonely.origin).get('/login/start')).headers['location'];
    expect(await start()).toBe('/login?error=login-provider-unreachable&return=%2F');
    const back = await startOidc({
      port: providerPort,
      people,
      clientId: lonely.config.login?.clientId ?? '',
      clientSecret: 'any',
      acr: lonely.config.login?.acr ?? [],
      redirectUris: [`${lonely.origin}/login/callback`],
    });
    expect(await start()).toContain(`${issuer}/auth?`);
    await back.stop();
    await lonely.stop();
  });
});
