import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { actingAs } from '@kuvert/testkit/acting';

import { clientOf, type Client } from '../../test-support/client.ts';
import { formsOf, textOf, type Forms } from '../../test-support/forms.ts';
import { startHouse, type House } from '../../test-support/house.ts';
import type { Subject } from '../../test-support/people.ts';

let house: House;
/** Looks after the house, and is a member of nothing. */
let nils: Forms;
/** Looks after the care department, with Anna in it. */
let bo: Forms;
let anna: Client;
/** Gets the faxes to numbers that nobody has. */
const spare = randomUUID();

const as = async (subject: Subject): Promise<Forms> =>
  formsOf(house.origin, await house.logIn(subject));

beforeAll(async () => {
  house = await startHouse();
  const { sql } = house.database;
  await sql(`insert into house_role values ($1, 'system-administrator', now())`, [
    house.personIds.nobody,
  ]);
  await sql(
    `insert into department (id, name, unassigned, created_at) values ($1, 'Post', true, now())
             on conflict do nothing`,
    [spare],
  );
  nils = await as('nobody');
  bo = await as('bo');
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());

beforeEach(async () => {
  const { sql } = house.database;
  const { anna: annaId, bo: boId } = house.personIds;
  await sql('update department set closed_down_at = null, closed_until = null');
  await sql('delete from fax_number');
  await sql('delete from department_address');
  await sql('delete from membership where department_id = $1', [house.care.id]);
  await sql(
    `insert into membership (person_id, department_id, created_at, role)
     values ($1, $3, now(), 'handler'), ($2, $3, now(), 'administrator')`,
    [annaId, boId, house.care.id],
  );
  await sql(
    `update handling set state = 'not-registered', reason = 'reklam', person_id = $1, at = now() where state = 'new' and department_id = $2`,
    [annaId, house.care.id],
  );
  await sql(`insert into fax_number values ('+46225111111', $1)`, [house.care.id]);
});

const care = (): string => `/admin/departments/${house.care.id}`;

const change = async (
  who: Forms,
  fields: Readonly<Record<string, string>>,
  path = care(),
): Promise<string> => textOf((await who.post(path, fields).expect(200)).text);

const closedDown = async (): Promise<boolean> =>
  (
    await house.database.sql(
      'select closed_down_at is not null as is from department where id = $1',
      [house.care.id],
    )
  )[0]?.['is'] === true;

const numberOf = (): Promise<unknown> =>
  house.database.sql(`select department_id from fax_number where number = '+46225111111'`);

describe('closing a department down', () => {
  it('says first what will happen, and where its numbers can lead', async () => {
    const { text } = await nils.get(`${care()}/close`).expect(200);
    expect(textOf(text)).toMatch(/Faxes to 0225-11 11 11 come to the department that you choose/);
    expect(textOf(text)).toContain('Its 2 members go on reading what is there');
    expect(text).toContain(`<option value="${house.school.id}"`);
    expect(text).not.toContain(`<option value="${house.care.id}"`);
  });

  it('leads its numbers to the chosen department; on record', async () => {
    const said = await change(nils, { does: 'close', numbersTo: house.school.id });
    expect(said).toContain('Hemsjukvården is closed down. Nothing comes to it any more.');
    expect(await closedDown()).toBe(true);
    expect(await numberOf()).toEqual([{ department_id: house.school.id }]);
    const rows = await house.database.sql(
      `select action, person_id from audit where department_id = $1 order by seq desc limit 1`,
      [house.care.id],
    );
    expect(rows).toEqual([{ action: 'department-closed-down', person_id: house.personIds.nobody }]);
  });

  it('leaves its numbers unassigned where that is chosen', async () => {
    await change(nils, { does: 'close', numbersTo: 'unassigned' });
    expect(await closedDown()).toBe(true);
    expect(await numberOf()).toEqual([]);
  });

  it('leaves what is there to its members', async () => {
    const { id } = await house.receive(house.care);
    await anna.post(`/api/messages/${id}/take`);
    await change(nils, { does: 'close', numbersTo: house.school.id });
    expect((await anna.get(`/api/messages/${id}`)).status).toBe(200);
  });

  it('takes it from where colleagues forward to, and back when it is opened again', async () => {
    const { id } = await house.receive(house.school);
    const cecilia = clientOf(house.origin, await house.logIn('cecilia'));
    const places = async (): Promise<string> =>
      JSON.stringify((await cecilia.get('/api/departments')).body);
    expect(await places()).toContain(house.care.id);
    await change(nils, { does: 'close', numbersTo: house.school.id });
    expect(await places()).not.toContain(house.care.id);
    const forward = await cecilia.post(`/api/messages/${id}/forward`, {
      departmentId: house.care.id,
    });
    expect(forward.status).toBeGreaterThanOrEqual(400);
    expect(await change(nils, { does: 'reopen' })).toContain('is open again');
    expect(await places()).toContain(house.care.id);
  });

  it('is shown in the list, with the way back on its page, and no numbers lead there', async () => {
    await change(nils, { does: 'close', numbersTo: house.school.id });
    expect(textOf((await nils.get('/admin')).text)).toMatch(/Hemsjukvården Closed down \d{4}-/);
    expect((await nils.get('/admin/numbers')).text).not.toContain(
      `<option value="${house.care.id}"`,
    );
    const put = { does: 'put', number: '0225-11 11 11', department: house.care.id };
    expect(await change(nils, put, '/admin/numbers')).toContain('closed down: open it again first');
  });

  it('keeps the last one who can read what is there', async () => {
    await change(nils, { does: 'close', numbersTo: house.school.id });
    const { anna: annaId, bo: boId } = house.personIds;
    const remove = (person: string) => ({ does: 'role', person, role: 'handler', remove: '1' });
    expect(await change(nils, remove(annaId))).toContain('is no member any more');
    expect(await change(nils, remove(boId))).toContain('is the last member of a department');
    expect(
      await house.database.sql('select person_id from membership where department_id = $1', [
        house.care.id,
      ]),
    ).toEqual([{ person_id: boId }]);
  });

  it('is a system administrator’s alone', async () => {
    expect((await bo.get(`${care()}/close`)).status).toBe(404);
    expect((await bo.post(care(), { does: 'close', numbersTo: house.school.id })).status).toBe(404);
    expect(await closedDown()).toBe(false);
  });
});

describe('what is in the way of closing a department down', () => {
  /** What the page says first, what the form says all the same, and that nothing was changed. */
  const refusal = async () => ({
    page: textOf((await nils.get(`${care()}/close`).expect(200)).text),
    said: await change(nils, { does: 'close', numbersTo: house.school.id }),
    closed: await closedDown(),
    leads: await numberOf(),
  });
  const nothingChanged = () => ({ closed: false, leads: [{ department_id: house.care.id }] });

  it('is a fax that nobody has taken', async () => {
    const { id } = await house.receive(house.care);
    expect(await refusal()).toMatchObject({
      ...nothingChanged(),
      page: expect.stringMatching(/One fax that nobody has taken: its members/),
      said: expect.stringMatching(/has faxes that nobody has taken/),
    });
    await anna.post(`/api/messages/${id}/take`);
    expect(await change(nils, { does: 'close', numbersTo: house.school.id })).toContain(
      'is closed down',
    );
  });

  it('is an address by which partners write to it', async () => {
    await house.database.sql(
      `insert into department_address values ('care.example', '0203:kommunen.example', $1, now())`,
      [house.care.id],
    );
    expect(await refusal()).toMatchObject({
      ...nothingChanged(),
      page: expect.stringMatching(/Partners write to it as care.example/),
      said: expect.stringMatching(/Partners write to Hemsjukvården/),
    });
  });

  it('is that nobody could read what is there', async () => {
    await house.database.sql('delete from membership where department_id = $1', [house.care.id]);
    expect(await refusal()).toMatchObject({
      ...nothingChanged(),
      page: expect.stringMatching(/Nobody is a member of/),
      said: expect.stringMatching(/Nobody is a member of/),
    });
  });

  it('is that it gets the faxes to numbers that no department has', async () => {
    const path = `/admin/departments/${spare}`;
    const why = 'Post gets the faxes to numbers that no department has';
    expect(textOf((await nils.get(`${path}/close`)).text)).toContain(why);
    expect(await change(nils, { does: 'close' }, path)).toContain(why);
  });

  it('is a department for its numbers that is closed down itself', async () => {
    await house.database.sql('update department set closed_down_at = now() where id = $1', [
      house.school.id,
    ]);
    const said = await change(nils, { does: 'close', numbersTo: house.school.id });
    expect(said).toContain('There is no open department');
    expect(await closedDown()).toBe(false);
  });
});

describe('until which day nobody is there', () => {
  it('is said by the department’s administrator as well, and taken back', async () => {
    expect(await change(bo, { does: 'closed-until', until: '2027-01-07' })).toContain(
      'nobody is there until 2027-01-07',
    );
    expect(
      await house.database.sql('select closed_until::text from department where id = $1', [
        house.care.id,
      ]),
    ).toEqual([{ closed_until: '2027-01-07' }]);
    expect(await change(bo, { does: 'closed-until', until: '' })).toContain('somebody is there');
  });
});

describe('the database', () => {
  let database: Database;
  beforeAll(() => {
    database = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
  });
  afterAll(() => database.close());

  it.each([
    'select close_down_department($1, null, now())',
    'select reopen_department($1)',
    'select set_closed_until($1, null)',
  ])('refuses a handler: %s', async (sql) => {
    const acting = await actingAs(house.database, house.personIds.anna);
    await expect(
      database.transaction((transaction) => transaction.query(sql, [house.care.id]), acting),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    `insert into fax_number values ('+46225222222', $1)`,
    `insert into department_address values ('a', '0203:k.example', $1, now())`,
  ])('leads nothing to it, whoever writes: %s', async (sql) => {
    await house.database.sql('update department set closed_down_at = now() where id = $1', [
      house.care.id,
    ]);
    await expect(house.database.sql(sql, [house.care.id])).rejects.toMatchObject({
      code: '23514',
    });
  });
});
