import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createCookieJar, type CookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import { passProvider } from '@kuvert/simulators/oidc/log-in';

import { presets } from '../login/presets.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { commissions, hsaIds } from '../test-support/people.ts';

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

describe('somebody with several commissions', () => {
  const [one, other] = commissions;

  beforeAll(async () => {
    for (const [name, department] of [
      [one, house.care],
      [other, house.school],
    ] as const)
      await house.database.sql(
        `insert into department_group values ($1, $2, $3, 'handler', now())`,
        [...[house.issuer, name, department.id]],
      );
  });

  const comeBackAs = async (subject: string) => {
    const jar = newJar();
    const { url } = await passProvider(jar, house.origin, subject);
    return { jar, at: new URL(url) };
  };
  /** Where it leads. */
  const choose = async (jar: CookieJar, at: URL, identity: string): Promise<URL> => {
    const body = new URLSearchParams({ login: at.searchParams.get('login') ?? '', identity });
    const answer = await jar.fetch(`${house.origin}/login/choose`, { method: 'POST', body });
    return new URL(answer.headers.get('location') ?? '', house.origin);
  };
  const departmentsOf = (subject: string) =>
    house.database.sql(
      `select m.department_id from membership m join person p on p.id = m.person_id where p.subject = $1`,
      [subject],
    );

  it('chooses the one that they act in, and is a member by it alone, until they choose another', async () => {
    const first = await comeBackAs('kersti');
    const page = await (await first.jar.fetch(first.at.href)).text();
    for (const each of commissions) expect(page).toContain(`value="${each}"`);
    expect((await choose(first.jar, first.at, one)).pathname).toBe('/');
    expect(await departmentsOf('SE2321000131-7A8B')).toEqual([{ department_id: house.care.id }]);
    const second = await comeBackAs('kersti');
    await choose(second.jar, second.at, other);
    expect(await departmentsOf('SE2321000131-7A8B')).toEqual([{ department_id: house.school.id }]);
  });

  it('says first whom they log in as, where they are several', async () => {
    const { jar, at } = await comeBackAs('stina');
    expect((await choose(jar, at, one)).search).toContain('login-failed');
    const next = await choose(jar, at, 'SE2321000131-9E0F');
    expect(next.pathname).toBe('/login/choose');
    expect(jar.headerFor(house.origin)).not.toMatch(/__Host-kuvert=/);
    expect((await choose(jar, next, one)).pathname).toBe('/');
    expect(await departmentsOf('SE2321000131-9E0F')).toEqual([{ department_id: house.care.id }]);
  });

  it('takes no commission that they don’t have, and the choice is still theirs', async () => {
    const { jar, at } = await comeBackAs('kersti');
    expect((await choose(jar, at, 'SE2321000131-C003')).search).toContain('login-failed');
    expect((await choose(jar, at, one)).pathname).toBe('/');
  });

  it('chooses none where nobody is a member by it: in the room', async () => {
    const { url } = await passProvider(newJar(), house.roomOrigin, 'kersti');
    expect(new URL(url).pathname).toBe('/');
  });
});
