import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createCookieJar, type CookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import { passProvider } from '@kuvert/simulators/oidc/log-in';

import { presets } from '../login/presets.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { hsaIds } from '../test-support/people.ts';

let house: House;
let now = Date.now();
beforeAll(async () => {
  house = await startHouse({ clock: { now: () => new Date(now) } }, (config) => ({
    ...config,
    login: { ...config.login, preset: presets.inera },
  }));
});
afterAll(() => house.stop());

const newJar = (): CookieJar => createCookieJar((url, init) => fetch(url, init));

describe.each(['mailbox', 'room'] as const)('somebody with several HSA-ids, in the %s', (place) => {
  const origin = () => (place === 'room' ? house.roomOrigin : house.origin);
  const tables = place === 'room' ? 'room_session s join room_person' : 'session s join person';

  /** A browser that came back from the provider, and where it stands. */
  const comeBack = async (): Promise<{ readonly jar: CookieJar; readonly at: URL }> => {
    const jar = newJar();
    const { url } = await passProvider(jar, origin(), 'sten');
    return { jar, at: new URL(url) };
  };
  const choose = async (jar: CookieJar, at: URL, identity: string): Promise<string | null> => {
    const body = new URLSearchParams({ login: at.searchParams.get('login') ?? '', identity });
    const answer = await jar.fetch(`${origin()}/login/choose`, { method: 'POST', body });
    return answer.headers.get('location');
  };
  const loggedInAs = () =>
    house.database.sql<{ subject: string }>(
      `select p.subject from ${tables} p on p.id = s.person_id where p.subject = any($1)
        order by s.created_at desc, p.subject limit 1`,
      [hsaIds],
    );
  const failed = '/login?error=login-failed&return=%2F';

  it('is asked whom they log in as, and is nobody until then', async () => {
    const { jar, at } = await comeBack();
    const page = await (await jar.fetch(at.href)).text();
    expect(at.pathname).toBe('/login/choose');
    for (const each of hsaIds) expect(page).toContain(`value="${each}"`);
    expect(jar.headerFor(origin())).not.toMatch(/__Host-kuvert(?:-room)?=/);
  });

  it('is the one whom they choose, and on record as that', async () => {
    const { jar, at } = await comeBack();
    expect(await choose(jar, at, hsaIds[1])).toBe('/');
    expect(await loggedInAs()).toEqual([{ subject: hsaIds[1] }]);
    const [last] = await house.database.sql('select action from audit order by seq desc limit 1');
    expect(last).toEqual({ action: place === 'room' ? 'room-login' : 'login' });
  });

  it('is nobody else, and may then choose one of theirs, once', async () => {
    const { jar, at } = await comeBack();
    expect(await choose(jar, at, 'SE2321000131-ANNA')).toBe(failed);
    expect(await choose(jar, at, hsaIds[0])).toBe('/');
    expect(await choose(jar, at, hsaIds[0])).toBe(failed);
  });

  it('chooses in no other browser', async () => {
    const { at } = await comeBack();
    const other = newJar();
    await other.fetch(`${origin()}/login/start`);
    expect(await choose(other, at, hsaIds[0])).toBe(failed);
    const page = await other.fetch(at.href);
    expect(page.headers.get('location')).toBe(failed);
  });

  it('chooses within ten minutes', async () => {
    const { jar, at } = await comeBack();
    now += 10 * 60_000;
    expect(await choose(jar, at, hsaIds[0])).toBe(failed);
  });
});
