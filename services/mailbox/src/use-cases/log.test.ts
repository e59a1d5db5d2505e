import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import type { LoggedIn } from '@kuvert/simulators/oidc/log-in';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { inputTime } from '#web/time/input-time';
import { daysAfter } from '@kuvert/shared/day';
import { actingAs } from '@kuvert/testkit/acting';

import { readingActions } from '../store/log.ts';
import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;
let gun: LoggedIn;
let database: Database;

/** Nobody's member: the role is all that she has. */
beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
  await house.database.sql(`insert into house_role values ($1, 'auditor', now())`, [
    house.personIds.nobody,
  ]);
  gun = await house.logIn('nobody');
  database = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await house.stop();
});

const today = (): string => inputTime(new Date(), 'Europe/Stockholm').slice(0, 10);

const post = (
  path: string,
  fields: Readonly<Record<string, string>>,
  who: LoggedIn = gun,
): supertest.Test =>
  supertest(house.origin)
    .post(path)
    .type('form')
    .set({ cookie: who.cookie, 'accept-language': 'en' })
    .send({ csrf: who.csrf, ...fields });

const search = (fields: Readonly<Record<string, string>> = {}, path = '/log') =>
  post(path, { from: daysAfter(today(), -1), until: today(), name: '', document: '', ...fields });

/** What is shown below the form, as text. */
const found = async (fields: Readonly<Record<string, string>>, path?: string): Promise<string> => {
  const { text } = await search(fields, path).expect(200);
  return text
    .slice(text.indexOf('</form>\n      </main>') >= 0 ? 0 : text.lastIndexOf('</form>'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
};

const lastRow = async (): Promise<unknown> =>
  (
    await house.database.sql(
      'select action, person_id, detail from audit order by seq desc limit 1',
    )
  )[0];

describe('the log', () => {
  it('is where an auditor without a mailbox comes to', async () => {
    const { headers } = await supertest(house.origin).get('/').set('cookie', gun.cookie);
    expect(headers['location']).toBe('/log');
    const { text } = await supertest(house.origin)
      .get('/log')
      .set('cookie', gun.cookie)
      .expect(200);
    expect(text).toContain('action="/log"');
  });

  it('is for auditors alone, and for no other site', async () => {
    const bo = await house.logIn('bo');
    expect((await supertest(house.origin).get('/log').set('cookie', bo.cookie)).status).toBe(404);
    expect((await post('/log', { from: today(), until: today() }, bo)).status).toBe(404);
    expect((await search({ csrf: 'wrong' })).status).toBe(403);
  });

  it('says by employee who read which page of which document, where and when', async () => {
    const { id } = await house.receive(house.care);
    await anna.get(`/api/messages/${id}/pages/2`).expect(200);
    const text = await found({ name: 'anna' });
    expect(text).toMatch(
      new RegExp(
        `${today()} \\d\\d:\\d\\d Anna Öberg read a page: page 2 Hemsjukvården ${id.slice(0, 8)}, came`,
      ),
    );
  });

  it.each([
    ['its id', (id: string) => id],
    ['its address', (id: string) => `https://fax.example.se/m/${id}?view=new`],
    ['its reference', (id: string) => id.slice(0, 8).toUpperCase()],
  ])('says by document, by %s, who read it', async (_what, asked) => {
    const { id } = await house.receive(house.care);
    const other = await house.receive(house.care);
    await anna.get(`/api/messages/${id}/pages/1`).expect(200);
    await anna.get(`/api/messages/${other.id}/pages/3`).expect(200);
    const text = await found({ document: asked(id) });
    expect(text).toContain('read a page: page 1');
    expect(text).not.toContain('page 3');
  });

  it('says by department what was done there, and not what was elsewhere', async () => {
    const { id } = await house.receive(house.school);
    const cecilia = clientOf(house.origin, await house.logIn('cecilia'));
    await cecilia.post(`/api/messages/${id}/take`).expect(200);
    const text = await found({ department: house.school.id });
    expect(text).toContain('Cecilia Lund took it');
    expect(text).not.toContain('Anna Öberg');
  });

  it('asks whom, where several have that in their name', async () => {
    const { text } = await search({ name: 'e' }).expect(200);
    expect(text).toContain('Several have that in their name');
    expect(text).toContain(`value="${house.personIds.bo}"`);
    const chosen = await found({ name: 'e', pick: house.personIds.bo });
    expect(chosen).not.toContain('Anna Öberg');
  });

  it.each([
    ['a name that nobody has', { name: 'Zzz' }, 'Nobody has that in their name.'],
    ['a document that is none', { document: 'the fax' }, 'That is no reference'],
    ['more than a year', { from: '2024-01-01' }, 'Choose days, a year at most'],
    ['no days', { until: 'yesterday' }, 'Choose days, a year at most'],
  ])('says what is wrong with %s', async (_what, fields, sentence) => {
    const { text } = await search(fields).expect(200);
    expect(text).toContain(sentence);
  });

  it('is on record with each search of it, in ids and days', async () => {
    await search({ name: 'Anna', reads: '1' }).expect(200);
    expect(await lastRow()).toEqual({
      action: 'log-search',
      person_id: house.personIds.nobody,
      detail: `from ${daysAfter(today(), -1)} until ${today()} person ${house.personIds.anna} reads`,
    });
  });

  it('is shown to nobody while the search can not be written', async () => {
    await house.database.sql(
      `alter table audit add constraint closed check (action <> 'log-search') not valid`,
    );
    const { status, text } = await search({ name: 'Anna' });
    await house.database.sql('alter table audit drop constraint closed');
    expect(status).toBe(500);
    expect(text).not.toContain('read a page');
  });

  it('is turned page by page, a hundred rows each', async () => {
    await house.database.sql(
      `select audit_append($1, 'take', $2, null, null, 'filled ' || n) from generate_series(1, 150) n`,
      [house.personIds.bo, house.school.id],
    );
    const first = await search({ name: 'Bo', department: house.school.id }).expect(200);
    expect(first.text).toContain('100 rows');
    const [, before = ''] = /name="before"\s+value="(\d+)"/.exec(first.text) ?? [];
    const second = await search({ name: 'Bo', department: house.school.id, before }).expect(200);
    expect(second.text).toContain('50 rows');
    expect(second.text).not.toContain('name="before"');
  });
});

describe('an extract of the log', () => {
  it('says in plain words who, in which department, when and what, of what was read alone', async () => {
    const { id } = await house.receive(house.care);
    await anna.get(`/api/messages/${id}/pages/1`).expect(200);
    await anna.post(`/api/messages/${id}/take`).expect(200);
    const text = await found({ document: id }, '/log/extract');
    expect(text).toMatch(/Anna Öberg read a page: page 1 Hemsjukvården/);
    expect(text).not.toContain('took it');
    expect(await lastRow()).toMatchObject({ action: 'log-extract' });
  });

  it('is about somebody or something', async () => {
    const { text } = await search({}, '/log/extract').expect(200);
    expect(text).toContain('an extract is about one');
  });
});

describe('a sampled check', () => {
  /** What was read yesterday: the days that are drawn from have to be over. */
  const readYesterday = async (rows: number): Promise<void> => {
    const { id } = await house.receive(house.care);
    for (let row = 1; row <= rows; row += 1)
      await house.database.sql(`select audit_append($1, 'page', $2, $3, null, $4)`, [
        house.personIds.anna,
        house.care.id,
        id,
        `page ${row}`,
      ]);
    await house.database.sql(
      `update audit set at = at - interval '1 day' where message_id = $1 and action = 'page'`,
      [id],
    );
  };
  const yesterday = (): string => daysAfter(today(), -1);
  const draw = (size = '3') =>
    post('/log/reviews', { from: yesterday(), until: yesterday(), size });
  const idOf = ({ headers }: supertest.Response): string =>
    /^\/log\/reviews\/([\da-f-]{36})$/.exec(String(headers['location']))?.[1] ?? '';
  const show = (id: string) =>
    supertest(house.origin)
      .get(`/log/reviews/${id}`)
      .set({ cookie: gun.cookie, 'accept-language': 'en' });

  it('is drawn of days that are over, looked at row by row, signed with a note, and kept', async () => {
    await readYesterday(8);
    const id = idOf(await draw().expect(303));
    const { text } = await show(id).expect(200);
    expect(text.match(/<fieldset/g)).toHaveLength(3);
    const some = { 'row-1': 'fine', 'row-2': 'ask' };
    const early = await post(`/log/reviews/${id}`, { ...some, note: 'Well', act: 'sign' });
    expect(early.text).toContain('Look at each row');
    const kept = await show(id).expect(200);
    expect(kept.text.match(/checked/g)).toHaveLength(2);
    const whole = { ...some, 'row-3': 'fine', note: 'Anna is to be asked about row 2.' };
    await post(`/log/reviews/${id}`, { ...whole, act: 'sign' }).expect(303);
    const signed = await show(id).expect(200);
    expect(signed.text).toContain('Anna is to be asked about row 2.');
    expect(signed.text).toContain('Signed by Nils Utan');
    expect(signed.text).not.toContain('<fieldset');
    await post(`/log/reviews/${id}`, { ...whole, act: 'keep' }).expect(404);
  });

  it('keeps what was found sealed, and each step on record', async () => {
    await readYesterday(3);
    const id = idOf(await draw('1'));
    await post(`/log/reviews/${id}`, { 'row-1': 'ask', note: 'Bertil Lind', act: 'sign' }).expect(
      303,
    );
    const [row] = await house.database.sql('select note from log_review where id = $1', [id]);
    expect(String(row?.['note'])).not.toContain('Bertil');
    const acts = await house.database.sql(
      `select action from audit where detail = $1 and action <> 'log-review-read' order by seq`,
      [`review ${id}`],
    );
    expect(acts).toEqual([{ action: 'log-review-drawn' }, { action: 'log-review-signed' }]);
  });

  it('is not drawn of a day that is not over', async () => {
    const { text } = await post('/log/reviews', { from: today(), until: today(), size: '3' });
    expect(text).toContain('Nothing was read in those days');
  });

  it('is for auditors alone', async () => {
    const bo = await house.logIn('bo');
    const days = { from: yesterday(), until: yesterday(), size: '3' };
    const { status: drawing } = await post('/log/reviews', days, bo);
    const id = idOf(await draw());
    const { status: looking } = await supertest(house.origin)
      .get(`/log/reviews/${id}`)
      .set('cookie', bo.cookie);
    expect([drawing, looking]).toEqual([404, 404]);
  });
});

describe('the database, whatever an auditor asks for', () => {
  const rowsAs = async (person: string, sql: string, values: unknown[] = []): Promise<unknown[]> =>
    database.transaction(
      async (transaction) => (await transaction.query(sql, values)).rows,
      await actingAs(house.database, person),
    );
  const searching = `select * from search_log(null, null, null, null, null, now() - interval '1 day', now() + interval '1 minute', null, 10, 'x')`;

  it.each([
    'document',
    'message',
    'message_page',
    'message_text',
    'handling',
    'timeline',
    'department_identity',
    'contact',
  ])('gives no row of %s', async (table) => {
    await house.receive(house.care);
    expect(await rowsAs(house.personIds.nobody, `select * from ${table}`)).toEqual([]);
  });

  it('gives the log to nobody else, and the trail itself to nobody at all', async () => {
    await expect(rowsAs(house.personIds.anna, searching)).rejects.toMatchObject({ code: '42501' });
    for (const sql of [
      'select * from audit',
      `select * from log_rows(null, null, null, null, null, now(), now(), null, 1)`,
    ])
      await expect(rowsAs(house.personIds.nobody, sql)).rejects.toMatchObject({ code: '42501' });
    expect(await rowsAs(house.personIds.anna, `select * from log_people('a')`)).toEqual([]);
    await expect(
      rowsAs(house.personIds.anna, `select judge_log_review('x', '{}', '{}', null, now())`),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    `select * from read_log_review('x')`,
    `select draw_log_review('x', now() - interval '1 day', now(), '{1}', 1, now())`,
    'select * from log_glass(null)',
  ])('refuses whoever is no auditor: %s', async (sql) => {
    await expect(rowsAs(house.personIds.anna, sql)).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    `select count_log_reads(now() - interval '1 day', now() + interval '1 minute') as many`,
    `select unasked_documents(now() - interval '1 day', now() + interval '1 minute', null) as many`,
    'select count(*) as many from log_review',
    'select count(*) as many from log_review_item',
  ])('counts nothing for whoever is no auditor: %s', async (sql) => {
    const { id } = await house.receive(house.care);
    await anna.get(`/api/messages/${id}/pages/1`).expect(200);
    await house.database.sql(
      `insert into log_review (id, from_at, until_at, population, drawn_by, drawn_at)
       values ($1, now() - interval '1 day', now(), 1, $2, now())`,
      [id, house.personIds.nobody],
    );
    await house.database.sql('insert into log_review_item values ($1, 1, 1)', [id]);
    expect(await rowsAs(house.personIds.anna, sql)).toEqual([{ many: 0 }]);
    expect(await rowsAs(house.personIds.nobody, sql)).not.toEqual([{ many: 0 }]);
  });

  it('writes each search down, also one that this service never makes', async () => {
    await rowsAs(house.personIds.nobody, searching);
    expect(await lastRow()).toEqual({
      action: 'log-search',
      person_id: house.personIds.nobody,
      detail: 'x',
    });
  });

  it('gives no more than a page or an extract, of a year', async () => {
    const asking = (most: number, days: number) =>
      rowsAs(
        house.personIds.nobody,
        `select * from search_log(null, null, null, null, null, now() - $2 * interval '1 day', now(), null, $1, 'x')`,
        [most, days],
      );
    await expect(asking(2002, 1)).rejects.toMatchObject({ code: '23514' });
    await expect(asking(100, 400)).rejects.toMatchObject({ code: '23514' });
  });

  it('calls the same a reading as whoever searches for readings does', async () => {
    const [row] = await house.database.sql<{ reads: string[] }>('select log_reads() as reads');
    expect(row?.reads).toEqual(readingActions);
    expect(row?.reads).toEqual(expect.arrayContaining(['concerned', 'room-page', 'room-download']));
  });
});
