import { createCookieJar, type CookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { clientOf } from '../test-support/client.ts';
import { openEvents } from '../test-support/events.ts';
import { startHouse, type House } from '../test-support/house.ts';

const minute = 60_000;

let house: House;
let now = Date.now();

beforeAll(async () => {
  house = await startHouse({ clock: { now: () => new Date(now) } });
});
afterAll(() => house.stop());

const newJar = (): CookieJar => createCookieJar((url, init) => fetch(url, init));

const locationOf = (response: Response, base: string): string =>
  new URL(response.headers.get('location') ?? '', base).href;

/** From the mailbox's button to the address that the provider sends the browser back to. */
const reachCallback = async (
  jar: CookieJar,
  returnTo = '/',
  asked: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const query = new URLSearchParams({ return: returnTo, ...asked });
  const start = `${house.origin}/login/start?${query.toString()}`;
  let url = locationOf(await jar.fetch(start), start);
  url = locationOf(await jar.fetch(url), url);
  const chosen = { method: 'POST', body: new URLSearchParams({ subject: 'anna' }) };
  url = locationOf(await jar.fetch(url, chosen), url);
  return locationOf(await jar.fetch(url), url);
};

const sessionIn = (jar: CookieJar): string =>
  /__Host-kuvert=([\w-]{43})/.exec(jar.headerFor(house.origin))?.[1] ?? '';

const isLoggedIn = async (jar: CookieJar): Promise<boolean> =>
  (await jar.fetch(`${house.origin}/api/me`)).ok;

describe('a login', () => {
  it('begins a session in a cookie that no script reads and no other host sets', async () => {
    const jar = newJar();
    const response = await jar.fetch(await reachCallback(jar));
    const cookie = response.headers
      .getSetCookie()
      .find((line) => line.startsWith('__Host-kuvert='));
    expect(cookie).toMatch(/^__Host-kuvert=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(await isLoggedIn(jar)).toBe(true);
  });

  it('returns to the page that was asked for', async () => {
    const jar = newJar();
    const page = '/m/6f9619ff-8b86-4d01-b42d-00cf4fc964ff?view=mine';
    const response = await jar.fetch(await reachCallback(jar, page));
    expect(response.headers.get('location')).toBe(page);
  });

  it('returns to no other host', async () => {
    const jar = newJar();
    const response = await jar.fetch(await reachCallback(jar, '//evil.example/'));
    expect(response.headers.get('location')).toBe('/');
  });

  it('leaves neither session nor state in the database, only their hashes', async () => {
    const jar = newJar();
    const start = await jar.fetch(`${house.origin}/login/start`);
    const state = new URL(start.headers.get('location') ?? '').searchParams.get('state') ?? '';
    expect(state).toMatch(/^[\w-]{43}$/);
    const attempts = await house.database.sql('select * from login_attempt where state_hash = $1', [
      hashSecret(state),
    ]);
    expect(attempts).toHaveLength(1);
    expect(JSON.stringify(attempts)).not.toContain(state);
    const other = newJar();
    await other.fetch(await reachCallback(other));
    const sessions = JSON.stringify(await house.database.sql('select * from session'));
    expect(sessions).toContain(hashSecret(sessionIn(other)));
    expect(sessions).not.toContain(sessionIn(other));
  });

  it('is audited', async () => {
    const before = await house.database.sql(`select from audit where action = 'login'`);
    await house.logIn('bo');
    const after = await house.database.sql(
      `select person_id from audit where action = 'login' order by seq`,
    );
    expect(after.length).toBe(before.length + 1);
    expect(after.at(-1)).toEqual({ person_id: house.personIds.bo });
  });

  it('knows a person again by the provider and its subject', async () => {
    await house.logIn('anna');
    await house.logIn('anna');
    const rows = await house.database.sql(`select id from person where subject = 'anna'`);
    expect(rows).toEqual([{ id: house.personIds.anna }]);
  });
});

describe('an answer of the provider', () => {
  it('is used once', async () => {
    const jar = newJar();
    const callback = await reachCallback(jar);
    await jar.fetch(callback);
    const again = await jar.fetch(callback);
    expect(again.headers.get('location')).toContain('/login?error=login-failed');
  });

  it('is refused in another browser, and still good in its own', async () => {
    const jar = newJar();
    const callback = await reachCallback(jar);
    const other = newJar();
    await other.fetch(`${house.origin}/login/start`);
    const refused = await other.fetch(callback);
    expect(refused.headers.get('location')).toContain('/login?error=login-failed');
    expect(await isLoggedIn(other)).toBe(false);
    await jar.fetch(callback);
    expect(await isLoggedIn(jar)).toBe(true);
  });

  it('is refused without the state that belongs to it', async () => {
    const jar = newJar();
    const url = new URL(await reachCallback(jar));
    url.searchParams.set('state', 'x'.repeat(43));
    const refused = await jar.fetch(url.href);
    expect(refused.headers.get('location')).toContain('error=login-failed');
  });

  it('is refused when its code is another one', async () => {
    const jar = newJar();
    const url = new URL(await reachCallback(jar));
    url.searchParams.set('code', 'x'.repeat(43));
    const refused = await jar.fetch(url.href);
    expect(refused.headers.get('location')).toContain('error=login-failed');
    expect(await isLoggedIn(jar)).toBe(false);
  });

  it('is refused when it names another issuer (RFC 9207)', async () => {
    const jar = newJar();
    const url = new URL(await reachCallback(jar));
    url.searchParams.set('iss', 'https://evil.example');
    const refused = await jar.fetch(url.href);
    expect(refused.headers.get('location')).toContain('error=login-failed');
  });

  it('is refused after ten minutes', async () => {
    const jar = newJar();
    const callback = await reachCallback(jar);
    now += 10 * minute;
    const refused = await jar.fetch(callback);
    expect(refused.headers.get('location')).toContain('error=login-failed');
  });

  it('that says no brings one back to the button', async () => {
    const jar = newJar();
    const start = await jar.fetch(`${house.origin}/login/start`);
    const state = new URL(start.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const query = new URLSearchParams({ error: 'access_denied', state });
    const refused = await jar.fetch(`${house.origin}/login/callback?${query.toString()}`);
    expect(refused.headers.get('location')).toBe('/login?error=login-failed&return=%2F');
  });
});

describe('a session', () => {
  it('is never one that the browser brought along', async () => {
    const planted = 'p'.repeat(43);
    const jar = newJar();
    const callback = await reachCallback(jar);
    const response = await fetch(callback, {
      redirect: 'manual',
      headers: { cookie: `${jar.headerFor(house.origin)}; __Host-kuvert=${planted}` },
    });
    expect(response.headers.getSetCookie().join()).toMatch(/__Host-kuvert=(?!p{43})[\w-]{43};/);
    const { status } = await supertest(house.origin)
      .get('/api/me')
      .set('cookie', `__Host-kuvert=${planted}`);
    expect(status).toBe(401);
  });

  it('is another one after each login, and the one before is over', async () => {
    const jar = newJar();
    await jar.fetch(await reachCallback(jar));
    const first = sessionIn(jar);
    await jar.fetch(await reachCallback(jar));
    expect(sessionIn(jar)).not.toBe(first);
    const { status } = await supertest(house.origin)
      .get('/api/me')
      .set('cookie', `__Host-kuvert=${first}`);
    expect(status).toBe(401);
  });

  it('is another one after a stronger login, and neither the one before nor its stream goes on', async () => {
    const jar = newJar();
    await jar.fetch(await reachCallback(jar));
    const [first, before] = [sessionIn(jar), jar.headerFor(house.origin)];
    const events = await openEvents(house.origin, before);
    await jar.fetch(await reachCallback(jar, '/', { loa: 'LoA4' }));
    expect(sessionIn(jar)).not.toBe(first);
    expect(await events.ended()).toBe(true);
    const agent = supertest(house.origin);
    const stolen = await agent.get('/api/me').set('cookie', `__Host-kuvert=${first}`);
    const own = await agent.get('/api/me').set('cookie', jar.headerFor(house.origin));
    expect([stolen.status, own.status]).toEqual([401, 200]);
    const rows = await house.database.sql(
      'select loa from session where ended_at is null and id_hash = any($1)',
      [[first, sessionIn(jar)].map((each) => hashSecret(each))],
    );
    expect(rows).toEqual([{ loa: 'LoA4' }]);
  });

  it('is over after half an hour of nothing', async () => {
    const anna = clientOf(house.origin, await house.logIn('anna'));
    now += 29 * minute;
    await anna.get('/api/me').expect(200);
    now += 29 * minute;
    await anna.get('/api/me').expect(200);
    now += 30 * minute;
    const { body } = await anna.get('/api/me').expect(401);
    expect(body.code).toBe('login-required');
  });

  it('is not kept going by what the application does by itself', async () => {
    const anna = clientOf(house.origin, await house.logIn('anna'));
    now += 20 * minute;
    const byItself = await anna.get('/api/me').set('x-kuvert-background', '1');
    now += 20 * minute;
    const later = await anna.get('/api/me');
    expect([byItself.status, later.status]).toEqual([200, 401]);
  });

  it('is over after ten hours, whatever is done in it', async () => {
    const anna = clientOf(house.origin, await house.logIn('anna'));
    for (let passed = 20; passed < 600; passed += 20) {
      now += 20 * minute;
      await anna.get('/api/me').expect(200);
    }
    now += 20 * minute;
    const { status } = await anna.get('/api/me');
    expect(status).toBe(401);
  });

  it('is over at once after logging out, also for those who kept its cookie', async () => {
    const session = await house.logIn('anna');
    const response = await supertest(house.origin)
      .post('/logout')
      .set({ cookie: session.cookie, 'sec-fetch-site': 'same-origin', origin: 'null' })
      .type('form')
      .send({ csrf: session.csrf });
    expect(response.status).toBe(200);
    expect(String(response.headers['set-cookie'])).toContain(
      '__Host-kuvert=; Path=/; Expires=Thu, 01 Jan 1970',
    );
    await clientOf(house.origin, session).get('/api/me').expect(401);
    const last = await house.database.sql(
      'select action, person_id from audit order by seq desc limit 1',
    );
    expect(last).toEqual([{ action: 'logout', person_id: house.personIds.anna }]);
  });

  it('that is over already needs no logging out', async () => {
    const { status, headers } = await supertest(house.origin).post('/logout').type('form');
    expect([status, headers['location']]).toEqual([303, '/login']);
  });

  it.each(['', 'a', "'; drop table session", `${'a'.repeat(43)}, b`])(
    'is not found for the cookie %j',
    async (value) => {
      const { status } = await supertest(house.origin)
        .get('/api/me')
        .set('cookie', `__Host-kuvert=${encodeURIComponent(value)}`);
      expect(status).toBe(401);
    },
  );
});

describe('a request that changes something', () => {
  const change = async (headers: Record<string, string>): Promise<[number, string]> => {
    const { cookie, csrf } = await house.logIn('anna');
    const { status, body } = await supertest(house.origin)
      .put('/api/me/locale')
      .set({ cookie, 'x-kuvert-csrf': csrf, ...headers })
      .send({ locale: 'en' });
    return [status, body.code];
  };

  it.each([
    ['without the token', { 'x-kuvert-csrf': '' }],
    ['with another token', { 'x-kuvert-csrf': 'x'.repeat(43) }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from nowhere', { origin: 'null' }],
  ])('is refused %s', async (_, headers) => {
    expect(await change(headers)).toEqual([403, 'csrf-token-wrong']);
  });

  it('is refused with the token of another session', async () => {
    const { csrf } = await house.logIn('bo');
    expect(await change({ 'x-kuvert-csrf': csrf })).toEqual([403, 'csrf-token-wrong']);
  });

  it('is accepted from the application itself', async () => {
    expect(await change({ 'sec-fetch-site': 'same-origin', origin: house.origin })).toEqual([
      204,
      undefined,
    ]);
  });

  it('does not log out for another site', async () => {
    const { cookie, csrf } = await house.logIn('anna');
    const { status } = await supertest(house.origin)
      .post('/logout')
      .set({ cookie, 'sec-fetch-site': 'cross-site' })
      .type('form')
      .send({ csrf });
    expect(status).toBe(403);
  });
});
