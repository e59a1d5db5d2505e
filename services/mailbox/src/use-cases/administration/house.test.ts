import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { actingAs } from '@kuvert/testkit/acting';

import { formsOf, textOf, type Forms } from '../../test-support/forms.ts';
import { startHouse, type House } from '../../test-support/house.ts';
import type { Subject } from '../../test-support/people.ts';

let house: House;
/** Looks after the house, as Frida does. */
let nils: Forms;
let frida: Forms;
/** Looks after the care department. */
let bo: Forms;

const as = async (subject: Subject): Promise<Forms> =>
  formsOf(house.origin, await house.logIn(subject));

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

beforeEach(async () => {
  const { sql } = house.database;
  await sql('delete from house_announcement_seen');
  await sql('delete from house_announcement');
  await sql('delete from house_role');
  for (const subject of ['nobody', 'frida'] as const)
    await sql(
      `insert into house_role values ($1, 'system-administrator', now() - interval '1 day')`,
      [house.personIds[subject]],
    );
  nils = await as('nobody');
  frida = await as('frida');
  bo = await as('bo');
});

const rolesOf = (subject: Subject): Promise<unknown> =>
  house.database.sql('select role from house_role where person_id = $1 order by 1', [
    house.personIds[subject],
  ]);

const changeRole = async (
  who: Forms,
  subject: Subject,
  does: 'role-give' | 'role-take',
  role: string,
): Promise<string> =>
  textOf(
    (await who.post(`/admin/people/${house.personIds[subject]}`, { does, role }).expect(200)).text,
  );

const lastAudit = async (): Promise<unknown> =>
  (await house.database.sql('select action, person_id, detail from audit order by seq desc'))[0];

describe('a role in the house', () => {
  it('is given and taken back by a system administrator, under their name on record', async () => {
    const said = await changeRole(nils, 'cecilia', 'role-give', 'auditor');
    expect(said).toContain('has the role now. The other administrators are told.');
    expect(await rolesOf('cecilia')).toEqual([{ role: 'auditor' }]);
    expect(await lastAudit()).toEqual({
      action: 'role-given',
      person_id: house.personIds.nobody,
      detail: `auditor ${house.personIds.cecilia}`,
    });
    await changeRole(nils, 'cecilia', 'role-take', 'auditor');
    expect(await rolesOf('cecilia')).toEqual([]);
    expect(await lastAudit()).toMatchObject({ action: 'role-taken' });
  });

  it('is shown to all who look after the house, with who has it', async () => {
    await changeRole(nils, 'cecilia', 'role-give', 'auditor');
    expect(textOf((await nils.get('/admin/people')).text)).toMatch(/Cecilia .*cecilia .*Auditor/);
  });

  it('is not one’s own to change, whatever the form says', async () => {
    const { text } = await nils.get(`/admin/people/${house.personIds.nobody}`).expect(200);
    expect(text).not.toContain('role-give');
    expect(await changeRole(nils, 'nobody', 'role-give', 'auditor')).toContain(
      'Your own roles are changed by another system administrator.',
    );
    expect(await changeRole(nils, 'nobody', 'role-take', 'system-administrator')).toContain(
      'Your own roles',
    );
    expect(await rolesOf('nobody')).toEqual([{ role: 'system-administrator' }]);
  });

  it('is a system administrator’s alone to change', async () => {
    const answer = await bo.post(`/admin/people/${house.personIds.cecilia}`, {
      ...{ does: 'role-give', role: 'auditor' },
    });
    expect(answer.status).toBe(404);
    expect(await rolesOf('cecilia')).toEqual([]);
  });

  it('of nobody that there is, or none that there is, changes nothing', async () => {
    const form = { does: 'role-give', role: 'auditor' };
    expect((await nils.post(`/admin/people/${randomUUID()}`, form)).status).toBe(404);
    const { personIds } = house;
    expect(
      (await nils.post(`/admin/people/${personIds.cecilia}`, { ...form, role: 'king' })).status,
    ).toBe(404);
  });
});

describe('what happened to roles of the house', () => {
  it('is told to the other system administrators on every page until they have seen it', async () => {
    await changeRole(nils, 'cecilia', 'role-give', 'system-administrator');
    const told = /gave Cecilia \S+ the role System administrator/;
    expect(textOf((await frida.get('/admin/numbers')).text)).toMatch(told);
    expect(textOf((await nils.get('/admin')).text)).not.toMatch(told);
    const { text } = await frida.get('/admin');
    const id = /name="id" value="([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
    await frida.post('/admin/announcements', { id }).expect(303);
    expect(textOf((await frida.get('/admin')).text)).not.toMatch(told);
    expect(await lastAudit()).toEqual({
      action: 'announcement-seen',
      person_id: house.personIds.frida,
      detail: `announcement ${id}`,
    });
  });

  it('can’t be marked as seen for the others by whoever was let in by it', async () => {
    await changeRole(nils, 'cecilia', 'role-give', 'system-administrator');
    const cecilia = await as('cecilia');
    const [row] = await house.database.sql('select id from house_announcement');
    await cecilia.post('/admin/announcements', { id: String(row?.['id']) }).expect(303);
    expect(await house.database.sql('select from house_announcement_seen')).toEqual([]);
    expect(textOf((await cecilia.get('/admin')).text)).not.toContain('gave');
  });
});

describe('sessions of the house', () => {
  it('are shown as names and numbers, to who looks after it alone', async () => {
    const said = textOf((await nils.get('/admin/sessions').expect(200)).text);
    expect(said).toMatch(/\d+ people in \d+ sessions/);
    expect(said).toContain('Frida Vik');
    expect((await bo.get('/admin/sessions')).status).toBe(404);
    expect((await bo.get('/admin/sessions/end')).status).toBe(404);
    expect((await bo.post('/admin/sessions/end')).status).toBe(404);
  });

  it('of somebody are found by name, also of who is not logged in', async () => {
    const { text } = await nils.post('/admin/sessions', { text: 'anna' }).expect(200);
    expect(text).toContain(`/sessions/${house.personIds.anna}`);
  });

  it('are ended all at once, the administrator’s as well, each on record', async () => {
    expect(textOf((await nils.get('/admin/sessions/end').expect(200)).text)).toContain(
      'will be logged out at once, you as well.',
    );
    const [open] = await house.database.sql(
      'select count(*)::int as number from session where ended_at is null',
    );
    const answer = await nils.post('/admin/sessions/end').expect(303);
    expect(answer.headers['location']).toBe('/login');
    expect(await house.database.sql('select from session where ended_at is null')).toEqual([]);
    const ended = await house.database.sql(
      `select from audit where action = 'session-ended' and detail = $1`,
      [`${house.personIds.nobody} by-administrator`],
    );
    expect(ended).toHaveLength(Number(open?.['number']));
    expect((await frida.get('/admin')).headers['location']).toContain('/login');
    expect((await nils.get('/admin')).headers['location']).toContain('/login');
  });

  it('are ended from no other site', async () => {
    expect((await nils.post('/admin/sessions/end', { csrf: 'x' })).status).toBe(403);
    expect((await nils.get('/admin/sessions')).status).toBe(200);
  });
});

describe('the database', () => {
  let database: Database;
  beforeAll(() => {
    database = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
  });
  afterAll(() => database.close());

  it.each([
    `select give_house_role($1, 'auditor', now())`,
    `select take_house_role($1, 'auditor', now())`,
    `select end_house_sessions(now()) where $1 <> ''`,
  ])('refuses a department’s administrator: %s', async (sql) => {
    const acting = await actingAs(house.database, house.personIds.bo);
    await expect(
      database.transaction(
        (transaction) => transaction.query(sql, [house.personIds.cecilia]),
        acting,
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('keeps one of two system administrators who take the role from each other at once', async () => {
    const take = async (who: Subject, from: Subject): Promise<unknown> => {
      const acting = await actingAs(house.database, house.personIds[who]);
      return database.transaction(
        async (transaction) =>
          (
            await transaction.query(
              `select take_house_role($1, 'system-administrator', now()) as outcome`,
              [house.personIds[from]],
            )
          ).rows[0],
        acting,
      );
    };
    const both = await Promise.allSettled([take('nobody', 'frida'), take('frida', 'nobody')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await house.database.sql('select from house_role')).toHaveLength(1);
  });
});
