import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import jwt from 'jsonwebtoken';
import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { silentLog } from '@kuvert/platform/logging/log';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { createCookieJar, type CookieJar, type Fetch } from '@kuvert/simulators/oidc/cookie-jar';
import { passProvider } from '@kuvert/simulators/oidc/log-in';

import { createMailbox, type Mailbox } from '../container.ts';
import { startHouse, type House } from '../test-support/house.ts';

const aMinute = 12;
const linkKey = 'k'.repeat(43);
const [elsewhere, here] = ['198.51.100.66', '192.0.2.7'];

let house: House;
let replica: Mailbox;
let now = Date.now();

beforeAll(async () => {
  const clock = { now: () => new Date(now) };
  house = await startHouse({ clock }, async (config, folder) => {
    const linkKeyFile = join(folder, 'link-key');
    await writeFile(linkKeyFile, linkKey, { mode: 0o600 });
    return { ...config, linkKeyFile, loginsAMinute: aMinute };
  });
  const other = { ...house.config, port: await freePort(), room: undefined };
  const { keys, objects } = house;
  replica = await createMailbox(other, { clock, log: silentLog, keys, objects });
});
afterAll(async () => {
  await replica.stop();
  await house.stop();
});
beforeEach(() => {
  now += 61_000;
});

/** As a proxy on this machine passes on what comes from there. */
const from =
  (address: string): Fetch =>
  (url, init = {}) => {
    const headers = new Headers(init.headers);
    if (!url.startsWith(house.issuer)) headers.set('x-forwarded-for', address);
    return fetch(url, { ...init, headers });
  };

const start = async (address: string, origin = house.origin, init?: RequestInit) =>
  from(address)(`${origin}/login/start`, { redirect: 'manual', ...init });

const flood = async (address: string): Promise<void> => {
  for (let times = 0; times < aMinute; times += 1) await start(address);
};

const logsIn = async (jar: CookieJar): Promise<boolean> => {
  await passProvider(jar, house.origin, 'anna');
  return (await jar.fetch(`${house.origin}/api/me`)).ok;
};

describe('logins', () => {
  it('are begun a bounded number of times a minute by a network, on all replicas together', async () => {
    for (let times = 0; times < aMinute / 2; times += 1)
      for (const origin of [house.origin, replica.origin])
        expect((await start(elsewhere, origin)).status).toBe(303);
    for (const origin of [house.origin, replica.origin]) {
      const refused = await start(elsewhere, origin);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    }
    now += 60_000;
    expect((await start(elsewhere)).status).toBe(303);
  });

  it('say so with a code to programs, and with a page that says when to come again to people', async () => {
    await flood(elsewhere);
    const program = await start(elsewhere);
    expect(await program.json()).toMatchObject({
      code: 'rate-limited',
      details: { retryAfterSeconds: 60 },
    });
    const person = await start(elsewhere, house.origin, {
      headers: { accept: 'text/html', 'accept-language': 'en' },
    });
    expect([person.status, person.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await person.text()).toContain('nobody is locked out: wait 60 seconds');
  });

  it('that flood for Anna from one network leave her login from another one alone', async () => {
    const anna = createCookieJar(from(here));
    const begun = await anna.fetch(`${house.origin}/login/start`);
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const statuses: number[] = [];
    for (let times = 0; times <= aMinute; times += 1) {
      await start(elsewhere);
      const answer = await from(elsewhere)(`${house.origin}/login/callback?state=${state}`, {
        redirect: 'manual',
      });
      statuses.push(answer.status);
    }
    expect([statuses[0], statuses.at(-1)]).toEqual([303, 429]);
    expect(await logsIn(anna)).toBe(true);
  });

  it('that flood from beside Anna leave the browser alone that she logged in with before', async () => {
    const anna = createCookieJar(from(here));
    expect(await logsIn(anna)).toBe(true);
    await flood(here);
    expect((await start(here)).status).toBe(429);
    expect(await logsIn(anna)).toBe(true);
  });

  it('are bounded in a browser that is known, too', async () => {
    const anna = createCookieJar(from(here));
    await logsIn(anna);
    const statuses: number[] = [];
    for (let times = 0; times <= 20; times += 1)
      statuses.push((await anna.fetch(`${house.origin}/login/start`)).status);
    expect([statuses[19], statuses.at(-1)]).toEqual([303, 429]);
    expect((await start(here)).status).toBe(303);
  });

  it('are not let pass by a browser that says that it is known', async () => {
    await flood(elsewhere);
    for (const value of ['x', 'e30.e30.e30', 'x'.repeat(2_000)]) {
      const headers = { cookie: `__Host-kuvert-known=${value}` };
      expect((await start(elsewhere, house.origin, { headers })).status).toBe(429);
    }
  });

  it.each<[string, jwt.SignOptions, number]>([
    ['a browser', {}, 303],
    ['a browser of the room’s', { audience: 'https://room.example' }, 429],
    ['something else of ours', { issuer: 'kuvert-card' }, 429],
    ['in another way', { algorithm: 'HS512' }, 429],
    ['one that is over', { expiresIn: -1 }, 429],
  ])(
    'are let pass by a browser that our own key says is known, and by nothing else that it signed: %s',
    async (_what, options, status) => {
      await flood(elsewhere);
      const value = jwt.sign({ iat: Math.floor(now / 1000) }, linkKey, {
        ...{ issuer: 'kuvert-browser', audience: house.origin, jwtid: 'b'.repeat(43) },
        ...{ expiresIn: 3_600, ...options },
      });
      const headers = { cookie: `__Host-kuvert-known=${value}` };
      expect((await start(elsewhere, house.origin, { headers })).status).toBe(status);
    },
  );

  it('don’t evade their network, nor use up another’s, by what they claim to be forwarded for', async () => {
    for (let times = 0; times < aMinute; times += 1)
      await start(`${here}, 203.0.113.${times}, ${elsewhere}`);
    expect((await start(elsewhere)).status).toBe(429);
    expect((await start(here)).status).toBe(303);
  });

  it.each(['/login/choose', '/login/callback'])('come to %s as seldom', async (path) => {
    const statuses: number[] = [];
    for (let times = 0; times <= aMinute; times += 1) {
      const answer = await from(elsewhere)(house.origin + path, { redirect: 'manual' });
      statuses.push(answer.status);
    }
    expect([statuses[0], statuses.at(-1)]).toEqual([303, 429]);
  });

  it('are on record when they are refused, once for each network and minute', async () => {
    const count = async () =>
      (
        await house.database.sql(
          `select from audit where action = 'rate-limited' and detail = 'login begin' and person_id is null`,
        )
      ).length;
    const before = await count();
    await flood(elsewhere);
    await start(elsewhere);
    await start(elsewhere);
    expect(await count()).toBe(before + 1);
  });

  it('that are under way in too great a number keep no known browser out', async () => {
    const anna = createCookieJar(from(here));
    await logsIn(anna);
    await house.database.sql(
      `insert into login_attempt (state_hash, browser_hash, nonce, code_verifier, return_to, created_at)
       select 'crowd ' || n, '', '', '', '/', $1 from generate_series(1, 20000) n`,
      [new Date(now)],
    );
    expect((await start(here)).status).toBe(429);
    expect(await logsIn(anna)).toBe(true);
    await house.database.sql(`delete from login_attempt where state_hash like 'crowd %'`);
  });

  it('of the room are counted apart from the mailbox’s', async () => {
    await flood(elsewhere);
    expect((await start(elsewhere, house.roomOrigin)).status).toBe(303);
  });
});

describe('look-ups', () => {
  it.each([
    ['front-desk', 'frida', { number: '0225-111111', day: '2026-11-20', days: '7' }],
    ['log', 'cecilia', { from: '2026-11-20', until: '2026-11-20' }],
    ['admin/people', 'bo', { text: 'Anna' }],
  ] as const)('at %s are bounded by person, who alone waits', async (desk, who, form) => {
    await house.database.sql(
      `insert into house_role values ($1, 'auditor', now()), ($2, 'system-administrator', now())
       on conflict do nothing`,
      [house.personIds.cecilia, house.personIds.bo],
    );
    const { cookie, csrf } = await house.logIn(who);
    const look = () =>
      supertest(house.origin)
        .post(`/${desk}`)
        .set({ cookie, origin: house.origin, accept: 'text/html' })
        .type('form')
        .send({ ...form, csrf });
    for (let times = 0; times < 30; times += 1) await look().expect(200);
    const refused = await look();
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
    const [row] = await house.database.sql(
      `select person_id from audit where action = 'rate-limited' and detail = $1`,
      [desk.replace('admin/', '')],
    );
    expect(row).toEqual({ person_id: house.personIds[who] });
  });
});
