import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { actingAs } from '@kuvert/testkit/acting';

import type { ContactWithHistory } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import {
  addContact,
  addOutboundKey,
  newContact,
  putDelivery,
  sendReady,
} from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;
let bo: Client;
let database: Database;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
  database = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await house.stop();
});

let last = 10;
/** A contact of Anna's department with a number that no other test has. */
const aContact = async (changes: object = {}): Promise<ContactWithHistory> => {
  last += 1;
  return (await addContact(anna, house.care.id, { number: `031-390 06 ${last}`, ...changes })).body;
};

const verify = (client: Client, { id, version }: ContactWithHistory, how = 'called') =>
  client.post(`/api/contacts/${id}/verify`, { version, how });

const kindsOf = ({ history }: ContactWithHistory): string[] => history.map(({ kind }) => kind);

const auditOf = async (id: string): Promise<string[]> => {
  const rows = await house.database.sql<{ entry: string }>(
    `select action || ' ' || detail as entry from audit where detail like $1 order by seq`,
    [`contact ${id}%`],
  );
  return rows.map(({ entry }) => entry.replace(`contact ${id}`, '').trim());
};

const foundBy = async (search: string): Promise<string[]> => {
  const { body } = await anna
    .get(`/api/departments/${house.care.id}/contacts?search=${encodeURIComponent(search)}`)
    .expect(200);
  return body.contacts.map(({ name }: { name: string }) => name);
};

describe('a contact', () => {
  it('is the whole department’s, and its number is nobody’s word at first', async () => {
    const { id } = await aContact({ note: 'Reception, vån. 2' });
    const { body } = await bo.get(`/api/contacts/${id}`).expect(200);
    expect(body).toMatchObject({
      name: newContact.name,
      note: 'Reception, vån. 2',
      verified: null,
      history: [{ kind: 'added', by: { name: 'Anna Öberg' } }],
    });
    expect(await auditOf(id)).toEqual(['add-contact']);
  });

  it('is verified by a person, then, and in a way that are on record', async () => {
    const contact = await aContact();
    const { body } = await verify(bo, contact, 'published').expect(200);
    expect(body.verified).toMatchObject({ by: { name: 'Bo Ek' }, how: 'published' });
    expect(body.history.at(-1)).toMatchObject({ kind: 'verified', how: 'published' });
    expect(await auditOf(contact.id)).toEqual(['add-contact', 'verify-contact  published']);
  });

  it('can be added as one that is verified already', async () => {
    const contact = await aContact({ verified: 'fax-received' });
    expect(contact.verified).toMatchObject({ by: { name: 'Anna Öberg' }, how: 'fax-received' });
    expect(kindsOf(contact)).toEqual(['added', 'verified']);
  });

  it('is not verified any more once it has another number, but stays so under another name', async () => {
    const contact = await aContact({ verified: 'called' });
    const { id, number, version } = contact;
    const text = { name: 'Vårdcentralen Söder', number: number.full, note: null };
    const renamed = await bo.put(`/api/contacts/${id}`, { ...text, version }).expect(200);
    expect(renamed.body.verified).toMatchObject({ how: 'called' });
    const moved = await bo
      .put(`/api/contacts/${id}`, {
        ...text,
        number: '031-390 07 01',
        version: renamed.body.version,
      })
      .expect(200);
    expect(moved.body.verified).toBeNull();
    expect(moved.body.history.map((each: { number: object }) => each.number)).toEqual([
      ...Array.from({ length: 3 }, () => number),
      moved.body.number,
    ]);
  });

  it('is not verified on the strength of a number that it has no longer', async () => {
    const contact = await aContact();
    const { id, version } = contact;
    await bo
      .put(`/api/contacts/${id}`, { name: 'VC', number: '031-390 07 02', note: null, version })
      .expect(200);
    const answer = await verify(anna, contact);
    expect([answer.status, answer.body.code]).toEqual([409, 'contact-changed']);
  });

  it('is one for a number, in whatever form that is written', async () => {
    await aContact({ number: '031-390 07 03' });
    const body = { ...newContact, number: '+46 31 390 07 03' };
    const answer = await bo.post(`/api/departments/${house.care.id}/contacts`, body);
    expect([answer.status, answer.body.code]).toEqual([409, 'contact-exists']);
  });

  it.each([
    ['0900-123 45', 'number-premium-rate'],
    ['12', 'number-invalid'],
    ['+1 212 555 0123', 'number-country-blocked'],
  ])('has a number that a fax can go to, and not %s', async (number, code) => {
    const body = { ...newContact, number };
    const answer = await anna.post(`/api/departments/${house.care.id}/contacts`, body);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it('is found by a part of its name or of its number, however that is written', async () => {
    await aContact({ name: 'Zeta % mottagning', number: '031-390 07 04' });
    for (const search of ['zeta', '% mott', '390 07 04', '031-3900704', '+46 31 390 07 04'])
      expect([search, await foundBy(search)]).toEqual([search, ['Zeta % mottagning']]);
    expect(await foundBy('_eta')).toEqual([]);
  });

  it('that is removed is in no list, and comes back as it was', async () => {
    const { id, verified } = await aContact({ name: 'Borttagen', verified: 'called' });
    await bo.delete(`/api/contacts/${id}`).expect(204);
    expect(await foundBy('Borttagen')).toEqual([]);
    const { body } = await bo.post(`/api/contacts/${id}/restore`).expect(200);
    expect(body).toMatchObject({ removed: false, verified });
    expect(kindsOf(body)).toEqual(['added', 'verified', 'removed', 'restored']);
    expect(await auditOf(id)).toEqual(['add-contact  called', 'remove-contact', 'restore-contact']);
  });

  it('does not come back when another one has its number by now', async () => {
    const { id, number } = await aContact();
    await bo.delete(`/api/contacts/${id}`).expect(204);
    await aContact({ number: number.full });
    const answer = await bo.post(`/api/contacts/${id}/restore`);
    expect([answer.status, answer.body.code]).toEqual([409, 'contact-exists']);
  });
});

describe('a number that a carrier refuses', () => {
  it('is flagged, by the carrier’s word, until somebody verifies it anew', async () => {
    const { id, number } = await aContact({ verified: 'called', number: '031-390 06 01' });
    const { delivery } = await sendReady(anna, house.care.id);
    expect(delivery).toMatchObject({ state: 'queued' });
    await putDelivery(house.database, delivery.id, 'failed', 'invalid-number');
    const { body: refused } = await anna.get(`/api/contacts/${id}`);
    expect(refused).toMatchObject({ number, numberRefusedAt: expect.any(String) });
    expect(refused.history.at(-1)).toMatchObject({ kind: 'number-refused', by: null });
    const { body: verified } = await verify(anna, refused).expect(200);
    expect(verified.numberRefusedAt).toBeNull();
  });
});

describe('the database refuses the mailbox', () => {
  const attempt = async (sql: string, values: readonly unknown[]): Promise<unknown> => {
    try {
      return await database.transaction(
        async (transaction) => (await transaction.query(sql, values)).rowCount,
        await actingAs(house.database, house.personIds.anna),
      );
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error;
    }
  };

  it('to verify in another person’s name', async () => {
    const { id } = await aContact();
    const verifies = `update contact set verified_at = now(), verified_by = $2, verified_how = 'called', changed_by = $3
      where id = $1`;
    const { anna: me, bo: other } = house.personIds;
    expect(await attempt(verifies, [id, other, me])).toBe('23514');
    expect(await attempt(verifies, [id, other, other])).toBe('42501');
  });

  it('to keep a verification for another number', async () => {
    const { id } = await aContact({ verified: 'called' });
    await attempt(`update contact set number = '+46313900799' where id = $1`, [id]);
    const { body } = await anna.get(`/api/contacts/${id}`);
    expect([body.number.full, body.verified]).toEqual(['+46313900799', null]);
  });

  it('to write or rewrite what was done, or to delete', async () => {
    for (const sql of [
      'update contact_event set at = now() where contact_id = $1',
      'delete from contact_event where contact_id = $1',
      'delete from contact where id = $1',
      `insert into contact_event select gen_random_uuid()::text, id, department_id, now(), 'verified', created_by, name,
         number, 'called' from contact where id = $1`,
    ])
      expect([sql, await attempt(sql, [(await aContact()).id])]).toEqual([sql, '42501']);
  });
});
