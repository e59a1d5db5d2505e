import { randomUUID } from 'node:crypto';

import { inputTime } from '#web/time/input-time';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import type { LoggedIn } from '@kuvert/simulators/oidc/log-in';
import { actingAs } from '@kuvert/testkit/acting';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { lineOf, pageOf, recognitionOf } from '../test-support/recognised.ts';

let house: House;
let frida: LoggedIn;
let anna: Client;
let database: Database;

beforeAll(async () => {
  house = await startHouse();
  frida = await house.logIn('frida');
  anna = clientOf(house.origin, await house.logIn('anna'));
  database = openDatabase({
    url: house.database.urlOf('mailbox'),
    max: 1,
    onError: () => undefined,
  });
});
afterAll(async () => {
  await database.close();
  await house.stop();
});

/** The calendar day of the house, as the form has it: for an hour or two it isn't that of UTC. */
const today = (): string => inputTime(new Date(), 'Europe/Stockholm').slice(0, 10);

const find = (
  number: string,
  some: { readonly who?: LoggedIn; readonly days?: string; readonly csrf?: string } = {},
) => {
  const { who = frida, days = '7' } = some;
  const csrf = some.csrf ?? who.csrf;
  return supertest(house.origin)
    .post('/front-desk')
    .type('form')
    .set({ cookie: who.cookie, 'accept-language': 'sv' })
    .send({ number, day: today(), days, csrf });
};

/** What is found of a number, as text. */
const found = async (number: string): Promise<string> => {
  const { text } = await find(number).expect(200);
  return text
    .slice(text.indexOf('</form>\n      </header>'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
};

/** A caller of one's own for each test. */
let callers = 0;
const caller = (): string => `+4622522${String((callers += 1)).padStart(4, '0')}`;

describe('the front desk', () => {
  it('comes to its own page, and to no mailbox', async () => {
    const { headers } = await supertest(house.origin).get('/').set('cookie', frida.cookie);
    expect(headers['location']).toBe('/front-desk');
    const { text } = await supertest(house.origin).get('/front-desk').set('cookie', frida.cookie);
    expect(text).toContain('action="/front-desk"');
  });

  it('finds by the number of the sender that a fax came, whole, and how far people are; not who has it, or as what', async () => {
    const from = caller();
    const { id } = await house.receive(house.care, { from });
    expect(await found(from)).toMatch(/Framme: 3 sidor\. Helt\. Ingen har tagit det ännu\./);
    await anna.post(`/api/messages/${id}/take`).expect(200);
    expect(await found(from)).toMatch(/Någon har det sedan \d\d:\d\d\./);
    const done = { system: 'Ciceron', reference: 'SN 2026/77' };
    await anna.post(`/api/messages/${id}/register`, done).expect(200);
    const text = await found(from);
    expect(text).toMatch(/Registrerat \d\d:\d\d\..*Hemsjukvården/);
    expect(text).not.toMatch(/Anna|Ciceron|SN 2026/);
  });

  it('finds by the number that was dialled, in any form', async () => {
    await house.receive(house.care, { from: 'anonymous' });
    expect(await found('0225-11 11 11')).toContain('Dolt nummer till 0225-11 11 11');
  });

  it('sees a call that brought nothing, and one that is being taken in', async () => {
    const [failed, arriving] = [caller(), caller()];
    await house.receive(house.care, { from: failed, attention: 'no-document' });
    await house.database.sql(
      `insert into reception (id, carrier, event_id, fax_id, department_id, from_number, to_number, received_at, accepted_at)
       values ($1, 'signalwire', $1, $1, $2, $3, '+46225111111', now(), now())`,
      [randomUUID(), house.care.id, arriving],
    );
    expect(await found(failed)).toMatch(
      /Samtalet kom, men inget fax.*Samtalet kom, men ingen sida/,
    );
    expect(await found(arriving)).toContain('På väg');
  });

  it('sees a fax that went on to another department once, where it is', async () => {
    const from = caller();
    const { id } = await house.receive(house.care, { from });
    await anna.post(`/api/messages/${id}/forward`, { departmentId: house.school.id }).expect(200);
    const text = await found(from);
    expect(text).toMatch(/1 fax .*Elevhälsan/);
    expect(text).not.toContain('Hemsjukvården');
  });

  it('says what it can not know when nothing is found', async () => {
    expect(await found(caller())).toContain('Ett samtal som aldrig nådde vår linje är okänt här');
  });

  it.each([
    ['a text that is no number', 'växeln', '7', 'Det är inget telefonnummer.'],
    ['more than a month', '+46225229999', '400', 'Skriv ett nummer och en dag.'],
  ])('does not search for %s', async (_, number, days, sentence) => {
    const { text } = await find(number, { days }).expect(200);
    expect(text).toContain(sentence);
  });

  it('is on record with each search and each fax that it found, without the number', async () => {
    const from = caller();
    const { id } = await house.receive(house.care, { from });
    await find(from).expect(200);
    const rows = await house.database.sql(
      `select action, person_id, message_id, detail from audit order by seq desc limit 2`,
    );
    expect(rows).toEqual([
      {
        action: 'front-desk-found',
        person_id: house.personIds.frida,
        message_id: id,
        detail: null,
      },
      {
        ...{ action: 'front-desk-search', person_id: house.personIds.frida },
        ...{ message_id: null, detail: 'days 7 found 1' },
      },
    ]);
  });

  it('is for those alone whom the operator named, and for no other site', async () => {
    const bo = await house.logIn('bo');
    expect((await find('+46225222222', { who: bo })).status).toBe(404);
    expect((await find('+46225222222', { csrf: 'wrong' })).status).toBe(403);
  });
});

describe('the database, whatever the front desk asks for', () => {
  const rowsAs = async (person: string, sql: string): Promise<unknown[]> =>
    database.transaction(
      async (transaction) => (await transaction.query(sql)).rows,
      await actingAs(house.database, person),
    );

  it.each([
    'document',
    'message',
    'message_page',
    'message_text',
    'handling',
    'timeline',
    'department_identity',
  ])('gives no row of %s', async (table) => {
    const text = recognitionOf(pageOf([[lineOf('Hej')]]));
    await house.receive(house.care, { text });
    expect(await rowsAs(house.personIds.frida, `select * from ${table}`)).toEqual([]);
  });

  it('gives a name, a number, a time and a state, and no other column', async () => {
    await house.receive(house.care, { from: '+46225228888' });
    const sql = `select * from front_desk_find('+46225228888', now() - interval '1 day', now())`;
    const [row] = await rowsAs(house.personIds.frida, sql);
    expect(Object.keys(Object(row)).toSorted()).toEqual(
      [
        ...['message_id', 'department_id', 'department', 'from_number', 'to_number', 'received_at'],
        ...['state', 'attention', 'pages', 'announced_pages', 'damaged_lines', 'missing_lines'],
        ...['blank_pages', 'ended_early', 'handling', 'handled_at'],
      ].toSorted(),
    );
    expect(await rowsAs(house.personIds.anna, sql)).toEqual([]);
  });

  it('gives nothing for more than a month', async () => {
    await house.receive(house.care, { from: '+46225227777' });
    const sql = `select * from front_desk_find('+46225227777', now() - interval '40 days', now())`;
    expect(await rowsAs(house.personIds.frida, sql)).toEqual([]);
  });
});
