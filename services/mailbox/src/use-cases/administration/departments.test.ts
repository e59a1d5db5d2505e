import { randomUUID } from 'node:crypto';

import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf } from '../../test-support/client.ts';
import { formsOf, textOf, type Forms } from '../../test-support/forms.ts';
import { startHouse, type House } from '../../test-support/house.ts';
import type { Subject } from '../../test-support/people.ts';

let house: House;
/** Looks after the house, and is a member of nothing. */
let nils: Forms;
/** Looks after the care department. */
let bo: Forms;

const as = async (subject: Subject): Promise<Forms> =>
  formsOf(house.origin, await house.logIn(subject));

beforeAll(async () => {
  house = await startHouse();
  const { sql } = house.database;
  const { nobody, bo: boId, cecilia, frida } = house.personIds;
  await sql(`insert into house_role values ($1, 'system-administrator', now())`, [nobody]);
  await sql(`insert into house_role values ($1, 'auditor', now())`, [frida]);
  await sql(`update membership set role = 'administrator' where person_id = $1`, [boId]);
  await sql(`update membership set role = 'reader' where person_id = $1`, [cecilia]);
  nils = await as('nobody');
  bo = await as('bo');
});
afterAll(() => house.stop());

const unknown = '/nothing-is-here';

describe('administration', () => {
  it('is where a system administrator without a mailbox comes to', async () => {
    expect((await nils.get('/')).headers['location']).toBe('/admin');
  });

  it('asks whoever is not logged in to log in, and comes back', async () => {
    const { headers } = await supertest(house.origin).get(`/admin/departments/${house.care.id}`);
    expect(headers['location']).toBe(`/login?return=%2Fadmin%2Fdepartments%2F${house.care.id}`);
  });

  it.each(['anna', 'cecilia', 'frida'] as const)(
    'is no page at all for a handler, a reader, an auditor at the front desk: %s',
    async (subject) => {
      const forms = await as(subject);
      const [page, nothing] = [await forms.get('/admin'), await forms.get(unknown)];
      expect([page.status, page.body]).toEqual([nothing.status, nothing.body]);
      expect(page.status).toBe(404);
    },
  );

  it('is told of in the menu to administrators alone', async () => {
    const told = async (subject: Subject): Promise<boolean> => {
      const { body } = await clientOf(house.origin, await house.logIn(subject)).get('/api/me');
      return body.administrator;
    };
    expect([await told('bo'), await told('nobody'), await told('anna')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('demands a login at LoA3, and says how to come back with one', async () => {
    const weak = await house.logIn('nobody');
    await house.database.sql(
      `update session set loa = 'LoA2' where person_id = $1
          and created_at = (select max(created_at) from session where person_id = $1)`,
      [house.personIds.nobody],
    );
    const { status, text } = await formsOf(house.origin, weak).get('/admin/departments');
    expect(status).toBe(403);
    expect(text).toContain('/login/stronger?loa=LoA3&amp;return=%2Fadmin%2Fdepartments');
    expect(text).not.toContain('Hemsjukvården');
  });

  it('shows a system administrator every department, and none of its documents', async () => {
    const { id } = await house.receive(house.school);
    const { text } = await nils.get('/admin').expect(200);
    const said = textOf(text);
    expect(said).toContain('Hemsjukvården');
    expect(said).toMatch(/Elevhälsan .*1 not taken/);
    expect((await nils.get(`/m/${id}`)).headers['location']).toBe('/admin');
    expect((await nils.get(`/api/messages/${id}`)).status).toBe(404);
  });

  it('shows a department’s administrator that department, and its members', async () => {
    const list = textOf((await bo.get('/admin').expect(200)).text);
    expect(list).toContain('Hemsjukvården');
    expect(list).not.toContain('Elevhälsan');
    const one = textOf((await bo.get(`/admin/departments/${house.care.id}`).expect(200)).text);
    expect(one).toMatch(/Anna Öberg .*Handler .*Bo Ek .*Administrator/);
  });

  it('answers another department’s id as an unknown one', async () => {
    const foreign = await bo.get(`/admin/departments/${house.school.id}`);
    const missing = await bo.get(`/admin/departments/${randomUUID()}`);
    expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body]);
    expect(foreign.status).toBe(404);
  });

  it('ends with the role, in a session that goes on', async () => {
    const { sql } = house.database;
    const { nobody } = house.personIds;
    await sql('delete from house_role where person_id = $1', [nobody]);
    expect((await nils.get('/admin')).status).toBe(404);
    await sql(`insert into house_role values ($1, 'system-administrator', now())`, [nobody]);
    expect((await nils.get('/admin')).status).toBe(200);
  });

  it('says which departments nobody can take faxes of', async () => {
    const text = textOf((await nils.get('/admin')).text);
    expect(text).toMatch(/Elevhälsan Nobody can take care of its faxes/);
  });
});
