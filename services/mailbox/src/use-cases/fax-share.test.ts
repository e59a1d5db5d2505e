import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import { addContact, addOutboundKey, sendReady, written } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;
let cookie: string;

/** The school's. */
const inHouse = '+46225333333';

const sendTo = async (to: string): Promise<void> => {
  const { body: begun } = await anna
    .post(`/api/departments/${house.care.id}/drafts`, { requestId: crypto.randomUUID() })
    .expect(200);
  const { body } = await anna
    .put(`/api/drafts/${begun.id}`, { ...written, to, version: begun.version })
    .expect(200);
  await anna.post(`/api/drafts/${begun.id}/prepare`, { version: body.version }).expect(200);
  await anna.post(`/api/drafts/${begun.id}/send`, { version: body.version }).expect(200);
};

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  const session = await house.logIn('anna');
  cookie = session.cookie;
  anna = clientOf(house.origin, session);
  await addContact(anna, house.care.id, { number: written.to, name: '=HYPERLINK("x")' });
  await sendReady(anna, house.care.id);
  await sendReady(anna, house.care.id);
  await sendTo(inHouse);
  const { id } = await sendReady(anna, house.care.id);
  await anna.post(`/api/sendings/${id}/cancel`).expect(200);
});
afterAll(() => house.stop());

const get = (path: string, as = cookie) => supertest(house.origin).get(path).set('cookie', as);

describe('how much a department sends by fax', () => {
  it('is shown by recipient, most faxed to first, without what was taken back', async () => {
    const { text } = await get(`/fax-share?department=${house.care.id}`).expect(200);
    expect(text).toMatch(/67 % som fax[^]*2 fax, 1 säkert meddelande/);
    expect(text.indexOf('HYPERLINK')).toBeLessThan(text.lastIndexOf('Elevhälsan'));
    expect(text).toContain('har en: Elevhälsan');
  });

  it('tells what need not have been faxed once the number is the house’s', async () => {
    await house.database.sql('insert into fax_number values ($1, $2)', [
      '+46313900601',
      house.school.id,
    ]);
    const { text } = await get('/fax-share?period=year').expect(200);
    expect(text).toContain('2 fax gick till mottagare som nu har en säker adress.');
  });

  it('is saved for a spreadsheet, in which nothing is a formula', async () => {
    const { text, headers } = await get('/fax-share.csv').expect(200);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="fax-[\d-]{10}\.csv"$/);
    expect(text.split('\r\n')[1]).toMatch(/^"'=HYPERLINK\(""x""\)";031-390 06 01;2;0;100;/);
  });

  it('is the department’s own', async () => {
    const { status } = await get(`/fax-share?department=${house.school.id}`);
    expect(status).toBe(404);
  });

  it.each(['/fax-share', '/fax-share.csv'])(
    '%s asks for a login, after which the page is there with what was asked of it',
    async (path) => {
      const asked = `?department=${house.care.id}&period=year`;
      const { headers } = await get(`${path}${asked}`, '').expect(303);
      const login = new URL(headers['location'] ?? '', house.origin);
      expect([login.pathname, login.searchParams.get('return')]).toEqual([
        '/login',
        `/fax-share${asked}`,
      ]);
    },
  );
});
