import { asId } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import { inputTime } from '#web/time/input-time';
import type { LoggedIn } from '@kuvert/simulators/oidc/log-in';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';

import { actingAs } from '@kuvert/testkit/acting';

import { addApiClient, tokenOf } from '../test-support/api-clients.ts';
import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';

const number = '198507099805';
const other = '191212121212';
const registered = { system: 'Ciceron', reference: 'SN 2026/1' };

let house: House;
let anna: Client;
let cecilia: Client;
let gun: LoggedIn;
let database: Database;

beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
  cecilia = clientOf(house.origin, await house.logIn('cecilia'));
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

/** A message of the department that was registered as concerning somebody. */
const concerning = async (personNumber: string | null): Promise<string> => {
  const { id } = await house.receive(house.care);
  await anna.post(`/api/messages/${id}/register`, { ...registered, personNumber }).expect(200);
  return id;
};

const search = (patient: string, path = '/log') => {
  const today = inputTime(new Date(), 'Europe/Stockholm').slice(0, 10);
  return supertest(house.origin)
    .post(path)
    .type('form')
    .set({ cookie: gun.cookie, 'accept-language': 'en' })
    .send({ csrf: gun.csrf, from: today, until: today, patient });
};

describe('whom a document concerns', () => {
  it('is kept when it is registered, and shown to the department, on record', async () => {
    const id = await concerning('850709-9805');
    const { body } = await anna.get(`/api/messages/${id}/concern`).expect(200);
    expect(body).toEqual({ personNumber: number });
    const trail = await house.database.sql(
      'select action, person_id from audit where message_id = $1 order by seq desc limit 1',
      [id],
    );
    expect(trail).toEqual([{ action: 'concerned', person_id: house.personIds.anna }]);
  });

  it('may be no one person', async () => {
    const id = await concerning(null);
    const { body } = await anna.get(`/api/messages/${id}/concern`).expect(200);
    expect(body).toEqual({ personNumber: null });
  });

  it('is a number in its form, or the document is not registered', async () => {
    const { id } = await house.receive(house.care);
    const wrong = { ...registered, personNumber: '19850709-9806' };
    const { body } = await anna.post(`/api/messages/${id}/register`, wrong).expect(400);
    expect(body.code).toBe('person-number-invalid');
    const message = await anna.get(`/api/messages/${id}`).expect(200);
    expect(message.body.handling).toEqual({ state: 'new' });
  });

  it('is what was said last, when it is registered anew', async () => {
    const id = await concerning(number);
    await anna.post(`/api/messages/${id}/reopen`).expect(200);
    const anew = { ...registered, reference: 'SN 2026/2', personNumber: other };
    await anna.post(`/api/messages/${id}/register`, anew).expect(200);
    const { body } = await anna.get(`/api/messages/${id}/concern`).expect(200);
    expect(body).toEqual({ personNumber: other });
  });

  it('is told by a business system that registers it, as well', async () => {
    const system = await addApiClient(house.database, house.care, ['messages:register']);
    const token = await tokenOf(house.origin, system);
    const { id } = await house.receive(house.care);
    await supertest(house.origin)
      .post(`/system/v1/messages/${id}/register`)
      .set('authorization', `Bearer ${token}`)
      .send({ reference: 'A', personNumber: number })
      .expect(200);
    const { body } = await anna.get(`/api/messages/${id}/concern`).expect(200);
    expect(body).toEqual({ personNumber: number });
  });

  it('is unknown to other departments, and where nobody was asked', async () => {
    const id = await concerning(number);
    const { id: unasked } = await house.receive(house.care);
    const { status } = await cecilia.get(`/api/messages/${id}/concern`);
    const { status: unsaid } = await anna.get(`/api/messages/${unasked}/concern`);
    expect([status, unsaid]).toEqual([404, 404]);
  });

  it('lies in the database as a keyed hash and sealed, and the same person has the same hash', async () => {
    const [one, same, another] = [
      await concerning(number),
      await concerning('19850709-9805'),
      await concerning(other),
    ];
    const rows = await house.database.sql(
      `select message_id, hmac, sealed::text, detail from message_concern left join audit using (message_id)
        where message_id = any($1)`,
      [[one, same, another]],
    );
    expect(JSON.stringify(rows)).not.toMatch(/9805|1212/);
    const hashOf = (id: string) => rows.find((row) => row['message_id'] === id)?.['hmac'];
    expect(hashOf(one)).toMatch(/^[\da-f]{64}$/);
    expect(hashOf(same)).toBe(hashOf(one));
    expect(hashOf(another)).not.toBe(hashOf(one));
  });
});

describe('the log of somebody whom documents concern', () => {
  it('says who read them, and nothing of other documents; the number is not on record', async () => {
    const id = await concerning(number);
    const foreign = await concerning(other);
    await anna.get(`/api/messages/${id}/pages/2`).expect(200);
    await anna.get(`/api/messages/${foreign}/pages/3`).expect(200);
    const { text } = await search('19850709-9805', '/log/extract').expect(200);
    expect(text).toContain('read a page: page 2');
    expect(text).toContain(id.slice(0, 8));
    expect(text).not.toContain(foreign.slice(0, 8));
    const [row] = await house.database.sql(
      `select detail from audit where action = 'log-extract' order by seq desc limit 1`,
    );
    expect(row?.['detail']).toMatch(/^from [\d-]+ until [\d-]+ patient reads$/);
  });

  it('is empty for somebody whom nothing concerns', async () => {
    const { text } = await search('19701063-2391').expect(200);
    expect(text).toContain('Nothing is on record that fits.');
  });

  it('says that a number is none', async () => {
    const { text } = await search('19850709-9806').expect(200);
    expect(text).toContain('That is no personal or coordination number.');
  });

  it('is found by auditors alone, by a strong enough login, whoever asks the database', async () => {
    await concerning(number);
    const [row] = await house.database.sql(
      'select hmac from message_concern where hmac is not null',
    );
    const asking = async (person: string, loa: LevelOfAssurance) =>
      database.transaction(
        async (transaction) =>
          (await transaction.query('select * from concerned_messages($1)', [row?.['hmac']])).rows,
        await actingAs(house.database, asId<'person'>(person), loa),
      );
    expect(await asking(house.personIds.anna, 'LoA4')).toEqual([]);
    expect(await asking(house.personIds.nobody, 'LoA2')).toEqual([]);
    expect(await asking(house.personIds.nobody, 'LoA3')).not.toEqual([]);
    // members see what is sealed for them, and the hash not even they
    await expect(
      database.transaction((transaction) => transaction.query('select hmac from message_concern'), {
        person: asId<'person'>(house.personIds.anna),
        session: null,
      }),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a document that goes on after somebody said whom it concerns', () => {
  it('takes that along, sealed for the other department, and is found by it there', async () => {
    const id = await concerning(number);
    await anna.post(`/api/messages/${id}/reopen`).expect(200);
    await anna.post(`/api/messages/${id}/forward`, { departmentId: house.school.id }).expect(200);
    const [there] = await house.database.sql<{ message_id: string }>(
      'select message_id from forwarding where from_id = $1',
      [id],
    );
    const { body } = await cecilia.get(`/api/messages/${there?.message_id}/concern`).expect(200);
    expect(body).toEqual({ personNumber: number });
    const rows = await house.database.sql<{ hmac: string }>(
      'select distinct hmac from message_concern where message_id in ($1, $2)',
      [id, there?.message_id],
    );
    expect(rows).toEqual([{ hmac: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });
});

describe('the search by whom documents concern', () => {
  it('says of how many that were read nobody has said it', async () => {
    const { id } = await house.receive(house.care);
    const { text: before } = await search(other).expect(200);
    await anna.get(`/api/messages/${id}/pages/1`).expect(200);
    const { text } = await search(other).expect(200);
    const unasked = (page: string) => Number(/Of (\d+) document/.exec(page)?.[1] ?? 0);
    expect(unasked(text)).toBe(unasked(before) + 1);
  });

  it('leaves out none, however many they are', async () => {
    const id = await concerning(number);
    const [one] = await house.database.sql<{ hmac: string; key_id: string; sealed: Buffer }>(
      'select hmac, key_id, sealed from message_concern where hmac is not null limit 1',
    );
    await house.database.sql(
      `with m as (
         insert into message
         select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()::text))).*
           from message m, generate_series(1, 1100) where m.id = $6 returning id)
       insert into message_concern select id, $1, $2, now(), $3, $4, $5 from m`,
      [house.care.id, house.personIds.anna, one?.hmac, one?.key_id, one?.sealed, id],
    );
    const rows = await database.transaction(
      async (transaction) =>
        (await transaction.query('select * from concerned_messages($1)', [one?.hmac])).rows,
      await actingAs(house.database, house.personIds.nobody),
    );
    expect(rows.length).toBeGreaterThan(1100);
  });
});
