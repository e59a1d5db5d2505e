import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase } from '@kuvert/platform/postgres/database';
import { roomRole } from '@kuvert/platform/postgres/migrate';
import { systemClock } from '@kuvert/shared/clock';
import { createCookieJar, type CookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import { passProvider } from '@kuvert/simulators/oidc/log-in';

import { mailboxLogins, roomLogins } from '../store/login-tables.ts';
import { openEvents } from '../test-support/events.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { endAtProvider, endSessionsOf } from '../use-cases/end-at-provider.ts';
import { providerSessionOf } from '../use-cases/sessions.ts';

const nobody = { issuer: 'i', subject: 's', sid: null, id: 'a' };

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

/** A browser that is logged in. */
const openBrowser = async (subject: 'anna' | 'bo'): Promise<CookieJar> => {
  const jar = createCookieJar((url, init) => fetch(url, init));
  await passProvider(jar, house.origin, subject);
  return jar;
};
const isLoggedIn = async (jar: CookieJar): Promise<boolean> =>
  (await jar.fetch(`${house.origin}/api/me`)).ok;
const idTokenIn = (jar: CookieJar): string =>
  /__Secure-kuvert-id=([\w.-]+)/.exec(jar.headerFor(house.origin))?.[1] ?? '';

/** Logs out here; the answer. */
const logOut = async (jar: CookieJar): Promise<Response> => {
  const me = await jar.fetch(`${house.origin}/api/me`);
  const { csrfToken } = (await me.json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrf: csrfToken });
  return jar.fetch(`${house.origin}/logout`, { method: 'POST', body });
};

const text = (escaped: string): string => escaped.replaceAll('&amp;', '&');
const refreshIn = (page: string): string =>
  text(/http-equiv="refresh" content="0;url=([^"]*)"/.exec(page)?.[1] ?? '');

/** What the provider's page of a logout does by itself; where the browser is sent then. */
const confirm = async (jar: CookieJar, endSession: string): Promise<string | null> => {
  const page = await (await jar.fetch(endSession)).text();
  const action = text(/action="([^"]*)"/.exec(page)?.[1] ?? '');
  const xsrf = /name="xsrf" value="([^"]*)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ xsrf, logout: 'yes' });
  return (await jar.fetch(action, { method: 'POST', body })).headers.get('location');
};

const endSessionOf = (jar: CookieJar): string =>
  `${house.issuer}/session/end?${new URLSearchParams({ id_token_hint: idTokenIn(jar) }).toString()}`;

describe('logging out', () => {
  it('here leads on to the provider, and from there back to the button', async () => {
    const jar = await openBrowser('anna');
    const idToken = idTokenIn(jar);
    const response = await logOut(jar);
    const to = new URL(refreshIn(await response.text()));
    expect([response.status, to.origin, await isLoggedIn(jar)]).toEqual([200, house.issuer, false]);
    expect(Object.fromEntries(to.searchParams)).toEqual({
      client_id: 'kuvert-mailbox',
      post_logout_redirect_uri: `${house.origin}/login`,
      id_token_hint: idToken,
    });
    expect(await confirm(jar, to.href)).toBe(`${house.origin}/login`);
    expect(idTokenIn(jar)).toBe('');
  });

  it('needs no ID token: the provider is asked without one', async () => {
    const { cookie, csrf } = await house.logIn('anna');
    const session = /__Host-kuvert=[\w-]+/.exec(cookie)?.[0] ?? '';
    const { text: page } = await supertest(house.origin)
      .post('/logout')
      .set('cookie', session)
      .type('form')
      .send({ csrf });
    expect([...new URL(refreshIn(page)).searchParams.keys()]).toEqual([
      'post_logout_redirect_uri',
      'client_id',
    ]);
  });

  it('of what is no session any more asks nobody', async () => {
    const { status, headers } = await supertest(house.origin).post('/logout').type('form');
    expect([status, headers['location']]).toEqual([303, '/login']);
  });

  it('keeps the ID token with the browser alone, for the way out alone', async () => {
    const jar = await openBrowser('anna');
    const sessions = await house.database.sql('select * from session');
    expect(JSON.stringify(sessions)).not.toContain(idTokenIn(jar).slice(-40));
    expect(idTokenIn(jar)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });
});

describe('a logout at the provider', () => {
  it('ends the session here at once, with what it looks at, and is on record', async () => {
    const [anna, bo] = [await openBrowser('anna'), await openBrowser('bo')];
    const events = await openEvents(house.origin, anna.headerFor(house.origin));
    await confirm(anna, endSessionOf(anna));
    expect(await events.ended()).toBe(true);
    expect([await isLoggedIn(anna), await isLoggedIn(bo)]).toEqual([false, true]);
    const [last] = await house.database.sql(
      'select action, detail, person_id from audit order by seq desc limit 1',
    );
    expect(last).toEqual({
      action: 'session-ended',
      detail: 'provider',
      person_id: house.personIds.anna,
    });
  });

  it('ends no session that the same person has in another browser', async () => {
    const [desk, ward] = [await openBrowser('anna'), await openBrowser('anna')];
    await confirm(desk, endSessionOf(desk));
    expect([await isLoggedIn(desk), await isLoggedIn(ward)]).toEqual([false, true]);
  });

  it('ends the session in the room as well, though the provider tells the mailbox alone', async () => {
    const jar = createCookieJar((url, init) => fetch(url, init));
    await passProvider(jar, house.roomOrigin, 'gunnel');
    const idToken = /__Secure-kuvert-room-id=([\w.-]+)/.exec(jar.headerFor(house.roomOrigin))?.[1];
    await confirm(jar, `${house.issuer}/session/end?id_token_hint=${idToken}`);
    const open = await house.database.sql(
      `select from room_session s join room_person p on p.id = s.person_id
        where p.subject = 'gunnel' and s.ended_at is null`,
    );
    expect(open).toEqual([]);
  });

  it('that every place was told before is refused', async () => {
    const provider = { endedBy: async () => ({ ...nobody, expiresAt: new Date() }) };
    const [before, news] = [async () => false, async () => true];
    await expect(endAtProvider(provider, [before, before])('')).rejects.toMatchObject({
      code: 'logout-token-wrong',
    });
    await expect(endAtProvider(provider, [before, news])('')).resolves.toBe(undefined);
  });

  it('that nobody signed ends nothing', async () => {
    const { status, body } = await supertest(house.origin)
      .post('/logout/by-provider')
      .type('form')
      .send({ logout_token: 'e30.e30.e30' });
    expect([status, body.code]).toEqual([400, 'logout-token-wrong']);
  });

  it('is told no more often than a house logs out by one network, whatever others say', async () => {
    const codes: unknown[] = [];
    for (let times = 0; times < 601; times += 1) {
      const { body } = await supertest(house.origin).post('/logout/by-provider').type('form');
      codes.push(body.code);
    }
    expect([codes[0], codes.at(-1)]).toEqual(['logout-token-wrong', 'rate-limited']);
    const { body } = await supertest(house.origin)
      .post('/logout/by-provider')
      .set('x-forwarded-for', '192.0.2.1')
      .type('form');
    expect(body.code).toBe('logout-token-wrong');
  });
});

describe.each([
  ['mailbox', mailboxLogins, undefined],
  ['room', roomLogins, roomRole],
] as const)('a logout token for the %s', (name, tables, role) => {
  /** Whom it names. */
  const end = async (which: { subject: string | null; sid: string | null; id?: string }) => {
    const url = house.database.urlOf('mailbox');
    const database = openDatabase({ url, max: 1, onError: () => {}, ...(role ? { role } : {}) });
    const expiresAt = new Date(Date.now() + 60_000);
    const ended = { issuer: house.issuer, id: crypto.randomUUID(), expiresAt, ...which };
    const people: string[] = [];
    try {
      const isNews = await endSessionsOf({
        ...{ database, tables, clock: systemClock },
        announce: () => Promise.resolve(),
        writeDown: async (_transaction, { person }) => void people.push(String(person)),
      })(ended);
      return isNews ? people.length : 'told before';
    } finally {
      await database.close();
    }
  };
  const subject = name === 'room' ? 'gunnel' : 'bo';
  const logIn = (): Promise<unknown> => {
    const jar = createCookieJar((url, init) => fetch(url, init));
    return passProvider(jar, name === 'room' ? house.roomOrigin : house.origin, subject);
  };
  const sidOfAll = (sid: string | null) =>
    house.database.sql(
      `update ${tables.session} set provider_session = $1 where ended_at is null`,
      [providerSessionOf(house.issuer, sid)],
    );

  it('that names a person ends every session of theirs', async () => {
    await logIn();
    await logIn();
    expect(await end({ subject, sid: null })).toBeGreaterThanOrEqual(2);
    expect(await end({ subject, sid: null })).toBe(0);
  });

  it('that names a session ends that one', async () => {
    await logIn();
    await sidOfAll('one');
    expect(await end({ subject: null, sid: 'other' })).toBe(0);
    expect(await end({ subject: null, sid: 'one' })).toBeGreaterThanOrEqual(1);
  });

  it('that names both ends what may be of that session, since nobody knows', async () => {
    await logIn();
    await sidOfAll(null);
    expect(await end({ subject: null, sid: 'one' })).toBe(0);
    expect(await end({ subject: 'somebody else', sid: 'one' })).toBe(0);
    expect(await end({ subject, sid: 'one' })).toBe(1);
  });

  it('is used once', async () => {
    const token = { subject, sid: null, id: crypto.randomUUID() };
    await end(token);
    expect(await end(token)).toBe('told before');
  });
});
