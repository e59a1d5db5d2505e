import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;
let bo: Client;
let fax: FilledMessage;
let path: string;

beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
});
afterAll(() => house.stop());
beforeEach(async () => {
  await house.database.sql(`update handling set state = 'new', person_id = null, at = null`);
  fax = await house.receive(house.care);
  path = `/api/messages/${fax.id}`;
});

const counters = async () => {
  const { body } = await anna.get('/api/me').expect(200);
  return body.departments.find(({ id }: { id: string }) => id === house.care.id).counters;
};
const listed = async (view: string): Promise<unknown[]> => {
  const { body } = await anna
    .get(`/api/departments/${house.care.id}/messages?view=${view}`)
    .expect(200);
  return body.messages.map(({ id }: { id: string }) => id);
};

describe('a fax that is set aside as junk', () => {
  it('is in the quarantine and among all, and in no list of what is to be done', async () => {
    await anna.post(`${path}/quarantine`).expect(200);
    expect(await listed('quarantine')).toEqual([fax.id]);
    expect(await listed('all')).toContain(fax.id);
    for (const view of ['new', 'mine', 'taken', 'attention', 'done'])
      expect(await listed(view)).not.toContain(fax.id);
  });

  it('says who set it aside, in its timeline and on record', async () => {
    const { body } = await anna.post(`${path}/quarantine`).expect(200);
    expect(body.handling).toMatchObject({ state: 'quarantined', by: { name: 'Anna Öberg' } });
    expect(body.timeline.at(-1)).toMatchObject({
      kind: 'quarantined',
      by: { name: 'Anna Öberg' },
    });
    const audited = await house.database.sql(
      `select person_id from audit where message_id = $1 and action = 'quarantine'`,
      [fax.id],
    );
    expect(audited).toEqual([{ person_id: house.personIds.anna }]);
  });

  it('counts until somebody has opened it, and is overdue after a week', async () => {
    await anna.post(`${path}/quarantine`).expect(200);
    expect(await counters()).toMatchObject({ quarantineUnseen: 1, quarantineUnseenOverAWeek: 0 });
    await house.database.sql(
      `update handling set at = now() - interval '8 days' where message_id = $1`,
      [fax.id],
    );
    expect(await counters()).toMatchObject({ quarantineUnseen: 1, quarantineUnseenOverAWeek: 1 });
    await bo.get(path).expect(200);
    await bo.get(`${path}/pages/1`).expect(200);
    expect(await counters()).toMatchObject({ quarantineUnseen: 0, quarantineUnseenOverAWeek: 0 });
  });

  it('is new again when anybody of the department says that it is none', async () => {
    await anna.post(`${path}/quarantine`).expect(200);
    const { body } = await bo.post(`${path}/release`).expect(200);
    expect(body.handling).toEqual({ state: 'new' });
    expect(body.timeline.at(-1)).toMatchObject({ kind: 'released', by: { name: 'Bo Ek' } });
    expect(await listed('new')).toContain(fax.id);
  });

  it('is neither taken nor filed nor forwarded before that', async () => {
    await anna.post(`${path}/quarantine`).expect(200);
    const refused = [
      await bo.post(`${path}/take`).expect(409),
      await bo.post(`${path}/not-register`, { reason: 'reklam' }).expect(409),
      await bo.post(`${path}/forward`, { departmentId: house.school.id, incident: false }),
    ];
    expect(refused.map(({ body }) => body.code)).toEqual(Array(3).fill('quarantined'));
  });

  it('is marked as a referral by nobody before that', async () => {
    await anna.post(`${path}/quarantine`).expect(200);
    const { body } = await bo.put(`${path}/referral`, { answerBy: null }).expect(409);
    expect(body.code).toBe('quarantined');
    await bo.post(`${path}/release`).expect(200);
    await bo.put(`${path}/referral`, { answerBy: null }).expect(200);
  });

  it('is announced by mail when it is released and nobody was told before', async () => {
    const { sql } = house.database;
    await sql("insert into notice_setting values ($1, true, null, 'sv', now())", [house.care.id]);
    await sql(`insert into notice_address values ('a', $1, 'care@example.se', now())`, [
      house.care.id,
    ]);
    await anna.post(`${path}/quarantine`).expect(200);
    const noticed = () => sql('select from notice_message where message_id = $1', [fax.id]);
    expect(await noticed()).toHaveLength(0);
    await anna.post(`${path}/release`).expect(200);
    expect(await noticed()).toHaveLength(1);
  });
});

describe('what is no plain fax', () => {
  it.each(['in-house', 'gateway', 'sdk', 'room'])('such as %s, is never junk', async (carrier) => {
    await house.database.sql('update message set carrier = $2 where id = $1', [fax.id, carrier]);
    const { body } = await anna.post(`${path}/quarantine`).expect(409);
    expect(body.code).toBe('only-faxes');
  });

  it('such as a referral, is never junk, whatever way the database is asked', async () => {
    await anna.put(`${path}/referral`, { answerBy: null }).expect(200);
    const { body } = await anna.post(`${path}/quarantine`).expect(409);
    expect(body.code).toBe('only-faxes');
    const asking = house.database.sql(
      `update handling set state = 'quarantined', at = now() where message_id = $1`,
      [fax.id],
    );
    await expect(asking).rejects.toMatchObject({ code: '23514' });
  });
});
