import { createCookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { actingAs } from '@kuvert/testkit/acting';

import { clientOf } from '../test-support/client.ts';
import { openEvents } from '../test-support/events.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let mailbox: Database;
let since = 0;

beforeAll(async () => {
  house = await startHouse();
  mailbox = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
});
afterAll(async () => {
  await mailbox.close();
  await house.stop();
});
beforeEach(async () => {
  const [row] = await house.database.sql('select coalesce(max(seq), 0)::int as seq from audit');
  since = Number(row?.['seq']);
});
afterEach(() => house.database.sql('update person set deactivated_at = null'));

const deactivate = (person: string) =>
  house.database.sql('select deactivate_person($1, null, now())', [person]);

const annaHasTaken = async (): Promise<string> => {
  const anna = clientOf(house.origin, await house.logIn('anna'));
  const { id } = await house.receive(house.care);
  await anna.post(`/api/messages/${id}/take`).expect(200);
  return id;
};

const handlingOf = (id: string) =>
  house.database.sql('select state, person_id, at from handling where message_id = $1', [id]);

const onRecord = (action: string) =>
  house.database.sql(
    'select person_id, department_id, message_id, detail from audit where seq > $1 and action = $2',
    [since, action],
  );

const isNew = { state: 'new', person_id: null, at: null };

describe('a deactivated person', () => {
  it('is logged out at once, and their streams end', async () => {
    const session = await house.logIn('anna');
    const events = await openEvents(house.origin, session.cookie);
    await deactivate(house.personIds.anna);
    const { status } = await clientOf(house.origin, session).get('/api/me');
    expect(status).toBe(401);
    expect(await events.ended()).toBe(true);
    expect(await onRecord('session-ended')).toContainEqual(
      expect.objectContaining({ person_id: house.personIds.anna, detail: 'deactivated' }),
    );
  });

  it('is not let in again, hears what all hear, and stands in the log with the reason', async () => {
    await deactivate(house.personIds.anna);
    const jar = createCookieJar((url, init) => fetch(url, init));
    const follow = async (url: string, init?: RequestInit): Promise<string> =>
      new URL((await jar.fetch(url, init)).headers.get('location') ?? '', url).href;
    const chooser = await follow(await follow(`${house.origin}/login/start`));
    const chosen = { method: 'POST', body: new URLSearchParams({ subject: 'anna' }) };
    const callback = await follow(await follow(chooser, chosen));
    expect(await follow(callback)).toBe(`${house.origin}/login?error=login-failed&return=%2F`);
    expect(await onRecord('login-refused')).toEqual([
      expect.objectContaining({ person_id: house.personIds.anna, detail: 'deactivated' }),
    ]);
    const sessions = await house.database.sql(
      'select from session where person_id = $1 and ended_at is null',
      [house.personIds.anna],
    );
    expect(sessions).toEqual([]);
  });

  it('has no department, no role and no telephone in the database, whatever session they bring', async () => {
    const { frida } = house.personIds;
    await house.database.sql(
      `insert into house_role values ($1, 'auditor', now()), ($1, 'system-administrator', now())`,
      [frida],
    );
    await house.database.sql('insert into membership values ($1, $2, now())', [
      frida,
      house.care.id,
    ]);
    const scope = await actingAs(house.database, frida, 'LoA4');
    const seen = () =>
      mailbox.transaction(async (transaction) => {
        const { rows } = await transaction.query<{ n: number[] }>(
          `select array[(select count(*) from my_departments()), (select count(*) from house_role),
                  (select count(*) from front_desk), is_auditor()::int,
                  (select (scope is not null)::int from my_administration()),
                  (select reaches::int from my_administration()),
                  (select count(*) from front_desk_find('+46313900600', now() - interval '1 day', now()))]::int[] as n`,
        );
        return rows[0]?.n;
      }, scope);
    await house.receive(house.care, { from: '+46313900600' });
    expect(await seen()).toEqual([1, 2, 1, 1, 1, 1, 1]);
    // the session itself goes on here, as one that was forgotten would
    await house.database.sql('update person set deactivated_at = now() where id = $1', [frida]);
    expect(await seen()).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('leaves what they had taken to the department, which sees that nobody gave it back', async () => {
    const id = await annaHasTaken();
    const bo = await house.logIn('bo');
    const events = await openEvents(house.origin, bo.cookie);
    await deactivate(house.personIds.anna);
    expect(await handlingOf(id)).toEqual([isNew]);
    expect((await events.next()).messageId).toBe(id);
    events.close();
    const { body } = await clientOf(house.origin, bo).get(`/api/messages/${id}`).expect(200);
    expect(body.timeline).toContainEqual(
      expect.objectContaining({ kind: 'given-back', by: null, note: null }),
    );
    expect(await onRecord('went-back')).toEqual([
      {
        person_id: null,
        department_id: house.care.id,
        message_id: id,
        detail: house.personIds.anna,
      },
    ]);
  });

  it('is on record once, and can come back to what they are a member of', async () => {
    const { anna } = house.personIds;
    await deactivate(anna);
    await deactivate(anna);
    expect(await onRecord('person-deactivated')).toEqual([
      expect.objectContaining({ person_id: null, detail: anna }),
    ]);
    await house.database.sql('select activate_person($1, null)', [anna]);
    const { body } = await clientOf(house.origin, await house.logIn('anna')).get('/api/me');
    expect(body.departments).toHaveLength(1);
    expect(await onRecord('person-activated')).toHaveLength(1);
  });

  it('is none that the mailbox could make by itself', async () => {
    const refused = { code: '42501' };
    await expect(mailbox.query('update person set deactivated_at = now()')).rejects.toMatchObject(
      refused,
    );
    await expect(mailbox.query(`select deactivate_person('x', null, now())`)).rejects.toMatchObject(
      refused,
    );
    await expect(mailbox.query(`select activate_person('x', null)`)).rejects.toMatchObject(refused);
    await expect(mailbox.query(`select give_back_of('x', null)`)).rejects.toMatchObject(refused);
  });
});

describe('somebody who leaves a department', () => {
  const member = () => [house.personIds.anna, house.care.id];

  it('gives back what they had taken there, in a session from before as well', async () => {
    const id = await annaHasTaken();
    await house.database.sql(
      'delete from membership where person_id = $1 and department_id = $2',
      member(),
    );
    expect(await handlingOf(id)).toEqual([isNew]);
    await house.database.sql('insert into membership values ($1, $2, now())', member());
  });

  it('keeps what they have taken in another one', async () => {
    const id = await annaHasTaken();
    const elsewhere = [house.personIds.anna, house.school.id];
    await house.database.sql('insert into membership values ($1, $2, now())', elsewhere);
    await house.database.sql(
      'delete from membership where person_id = $1 and department_id = $2',
      elsewhere,
    );
    expect(await handlingOf(id)).toEqual([expect.objectContaining({ state: 'taken' })]);
  });

  it('gives it back when they only read from then on, and keeps it in any other role', async () => {
    const id = await annaHasTaken();
    const becomes = (role: string) =>
      house.database.sql(
        'update membership set role = $3 where person_id = $1 and department_id = $2',
        [...member(), role],
      );
    await becomes('administrator');
    expect(await handlingOf(id)).toEqual([expect.objectContaining({ state: 'taken' })]);
    await becomes('reader');
    expect(await handlingOf(id)).toEqual([isNew]);
    await becomes('handler');
  });

  it('leaves what colleagues have taken, and what was done, as it is', async () => {
    const bo = clientOf(house.origin, await house.logIn('bo'));
    const [taken, done] = [await house.receive(house.care), await house.receive(house.care)];
    await bo.post(`/api/messages/${taken.id}/take`).expect(200);
    const anna = clientOf(house.origin, await house.logIn('anna'));
    await anna.post(`/api/messages/${done.id}/take`).expect(200);
    await anna
      .post(`/api/messages/${done.id}/register`, { system: 'Ciceron', reference: 'SN 1' })
      .expect(200);
    await deactivate(house.personIds.anna);
    expect(await handlingOf(taken.id)).toEqual([expect.objectContaining({ state: 'taken' })]);
    expect(await handlingOf(done.id)).toEqual([expect.objectContaining({ state: 'registered' })]);
  });
});
