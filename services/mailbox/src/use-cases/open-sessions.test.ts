import type { LoggedIn } from '@kuvert/simulators/oidc/log-in';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { clientOf } from '../test-support/client.ts';
import { openEvents } from '../test-support/events.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let here: LoggedIn;
let elsewhere: LoggedIn;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());
beforeEach(async () => {
  await house.database.sql('update session set ended_at = now() where ended_at is null');
  [here, elsewhere] = [await house.logIn('anna'), await house.logIn('anna')];
});

const page = async (session = here, path = '/sessions'): Promise<string> =>
  (await clientOf(house.origin, session).get(path).expect(200)).text;

const end = (which: string, session = here, path = '/sessions') =>
  clientOf(house.origin, session).post(path).type('form').send({ csrf: session.csrf, which });

/** The ways out that the page offers. */
const offered = (text: string): readonly string[] =>
  [...text.matchAll(/name="which" value="([^"]+)"/g)].map(([, which = '']) => which);

const goesOn = async (session: LoggedIn): Promise<boolean> =>
  (await clientOf(house.origin, session).get('/api/me')).status === 200;

const lastEnd = (): Promise<Record<string, unknown>[]> =>
  house.database.sql(
    `select person_id, detail from audit where action = 'session-ended' order by seq desc limit 1`,
  );

describe('somebody who looks where they are logged in', () => {
  it('sees each session that goes on, which is this one, and how strong its login was', async () => {
    await house.database.sql(`update session set program = 'firefox' where ended_at is null`);
    const text = await page();
    expect(text.match(/Firefox/g)).toHaveLength(2);
    expect(text.match(/den här<\/span>/g)).toHaveLength(1);
    expect(text).toContain('LoA3');
    expect(offered(text)).toEqual([expect.stringMatching(/^[\w-]{16}$/), 'others', 'all']);
  });

  it('is shown nothing of others, and no key of a session', async () => {
    await house.logIn('bo');
    const text = await page();
    expect(offered(text)).toHaveLength(3);
    const keys = await house.database.sql<{ id_hash: string }>('select id_hash from session');
    for (const { id_hash } of keys) expect(text).not.toContain(id_hash);
  });

  it('ends one of them at once: its next request and its open stream', async () => {
    const events = await openEvents(house.origin, elsewhere.cookie);
    const [reference = ''] = offered(await page());
    expect((await end(reference).expect(200)).text).toContain('1 inloggning avslutades');
    expect(await events.ended()).toBe(true);
    expect([await goesOn(elsewhere), await goesOn(here)]).toEqual([false, true]);
    expect(await lastEnd()).toEqual([{ person_id: house.personIds.anna, detail: 'by-themselves' }]);
  });

  it('ends all others and stays', async () => {
    const third = await house.logIn('anna');
    await end('others').expect(200);
    expect([await goesOn(elsewhere), await goesOn(third), await goesOn(here)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('ends all, and has to log in again', async () => {
    const { headers } = await end('all').expect(303);
    expect(headers['location']).toBe('/login');
    expect([await goesOn(elsewhere), await goesOn(here)]).toEqual([false, false]);
  });

  it('ends none of somebody else, by whatever reference', async () => {
    const bo = await house.logIn('bo');
    const [reference = ''] = offered(await page());
    await end(reference, bo).expect(200);
    expect(await goesOn(elsewhere)).toBe(true);
  });

  it('ends nothing for another site', async () => {
    await clientOf(house.origin, here)
      .post('/sessions')
      .type('form')
      .send({ csrf: 'wrong', which: 'all' })
      .expect(403);
    expect(await goesOn(elsewhere)).toBe(true);
  });
});

describe('who looks after the house', () => {
  it('sees and ends anybody’s sessions, on record with their name', async () => {
    await house.database.sql(
      `insert into house_role values ($1, 'system-administrator', now()) on conflict do nothing`,
      [house.personIds.cecilia],
    );
    const cecilia = await house.logIn('cecilia');
    const path = `/sessions/${house.personIds.anna}`;
    const text = await page(cecilia, path);
    expect(text).toContain('Anna Öberg');
    expect(offered(text)).toHaveLength(3);
    await end('all', cecilia, path).expect(200);
    expect([await goesOn(here), await goesOn(elsewhere), await goesOn(cecilia)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(await lastEnd()).toEqual([
      {
        person_id: house.personIds.anna,
        detail: `${house.personIds.cecilia} by-administrator`,
      },
    ]);
  });

  it('is nobody else', async () => {
    const bo = await house.logIn('bo');
    const path = `/sessions/${house.personIds.anna}`;
    await clientOf(house.origin, bo).get(path).expect(404);
    await end('all', bo, path).expect(404);
    expect(await goesOn(here)).toBe(true);
  });
});

describe('a login', () => {
  it('takes the place of the session that its browser had, whose open stream ends at once', async () => {
    const events = await openEvents(house.origin, here.cookie);
    await house.database.sql(
      `update session set ended_at = now() where ended_at is null and person_id = $1`,
      [house.personIds.anna],
    );
    expect(await events.ended()).toBe(true);
  });

  it('notes by which kind of program it came, and nothing more of it', async () => {
    const rows = await house.database.sql(
      `select program from session where ended_at is null and person_id = $1`,
      [house.personIds.anna],
    );
    expect(rows).toEqual([{ program: 'other' }, { program: 'other' }]);
  });
});
