import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { JunkLists } from '#api';
import { clientOf, type Client } from '../../test-support/client.ts';
import { startHouse, type House } from '../../test-support/house.ts';
import type { Subject } from '../../test-support/people.ts';

const sender = '+46812345600';
const reason = 'reklam för skrivare';

let house: House;
/** A handler. */
let anna: Client;
/** Looks after the care department. */
let bo: Client;
/** Looks after the house, and takes care of faxes of the care department. */
let nils: Client;
/** Looks after another department. */
let cecilia: Client;
let id: string;

beforeAll(async () => {
  house = await startHouse();
  const { care, personIds, database } = house;
  await database.sql(
    `insert into membership (person_id, department_id, created_at) values ($1, $2, now())`,
    [personIds.nobody, care.id],
  );
  await database.sql(`insert into house_role values ($1, 'system-administrator', now())`, [
    personIds.nobody,
  ]);
  await isNow('bo', 'administrator');
  await isNow('cecilia', 'administrator');
  [anna, bo, nils, cecilia] = (await Promise.all(
    (['anna', 'bo', 'nobody', 'cecilia'] as const).map(async (subject) =>
      clientOf(house.origin, await house.logIn(subject)),
    ),
  )) as [Client, Client, Client, Client];
});
afterAll(() => house.stop());
beforeEach(async () => {
  await house.database.sql('delete from junk_sender');
  ({ id } = await house.receive(house.care, { from: sender }));
});

const isNow = (subject: Subject, role: string): Promise<unknown> =>
  house.database.sql('update membership set role = $2 where person_id = $1', [
    ...[house.personIds[subject], role],
  ]);
const loginIs = (subject: Subject, loa: string): Promise<unknown> =>
  house.database.sql('update session set loa = $2 where person_id = $1', [
    ...[house.personIds[subject], loa],
  ]);
const departmentDemands = (loa: string): Promise<unknown> =>
  house.database.sql('update department set demands = $2 where id = $1', [house.care.id, loa]);

const path = (): string => `/api/messages/${id}/junk-lists`;
const put = (who: Client, list: 'department' | 'house' = 'department') =>
  who.put(path(), { list, listed: true, reason });
const takeOff = (who: Client, list: 'department' | 'house' = 'department') =>
  who.put(path(), { list, listed: false });
const seenBy = async (who: Client): Promise<JunkLists> =>
  (await who.get(path()).expect(200)).body as JunkLists;

/** Whose lists have it; null: the house's. */
const kept = async (): Promise<unknown[]> =>
  (
    await house.database.sql<{ department_id: string | null }>(
      'select department_id from junk_sender where number = $1',
      [sender],
    )
  ).map(({ department_id }) => department_id);
const logged = async (subject: Subject): Promise<unknown[]> =>
  (
    await house.database.sql<{ action: string }>(
      `select action from audit where person_id = $1 and action like 'junk-%' order by seq`,
      [house.personIds[subject]],
    )
  ).map(({ action }) => action);

describe('the list of a department', () => {
  it('gets the number of a fax by the department’s administrator, and loses it again, on record', async () => {
    const { body } = await put(bo).expect(200);
    expect(body.department).toEqual({ listed: true, reason, may: 'change', who: ['Bo Ek'] });
    expect(await kept()).toEqual([house.care.id]);
    expect((await takeOff(bo).expect(200)).body.department.listed).toBe(false);
    expect(await kept()).toEqual([]);
    expect((await logged('bo')).slice(-2)).toEqual(['junk-sender-added', 'junk-sender-removed']);
  });

  it('says the same when it is asked twice, and nothing more is on record', async () => {
    await put(bo).expect(200);
    await put(bo).expect(200);
    await takeOff(bo).expect(200);
    const before = await logged('bo');
    await takeOff(bo).expect(200);
    expect(await logged('bo')).toEqual(before);
  });

  it('is changed by a system administrator as well', async () => {
    await put(nils).expect(200);
    expect(await kept()).toEqual([house.care.id]);
  });

  it('is not a handler’s to change, who is told who can', async () => {
    expect((await put(anna).expect(403)).body.code).toBe('only-administrators');
    await put(bo).expect(200);
    expect((await takeOff(anna).expect(403)).body.code).toBe('only-administrators');
    expect((await seenBy(anna)).department).toEqual({
      ...{ listed: true, reason: null, may: null, who: ['Bo Ek'] },
    });
    expect(await kept()).toEqual([house.care.id]);
  });

  it('is looked after by the house where it has no administrator', async () => {
    await put(bo).expect(200);
    await isNow('bo', 'handler');
    const { department } = await seenBy(anna);
    await isNow('bo', 'administrator');
    expect(department.who).toEqual(['Nils Utan']);
  });

  it('is told to nobody of another department, whose administrator can’t change it either', async () => {
    await cecilia.get(path()).expect(404);
    await put(cecilia).expect(404);
    expect(await kept()).toEqual([]);
  });

  it('waits for a stronger login than the department demands, where administration does', async () => {
    await put(bo).expect(200);
    await departmentDemands('LoA2');
    await loginIs('bo', 'LoA2');
    const [seen, refused] = [await seenBy(bo), await takeOff(bo)];
    await loginIs('bo', 'LoA3');
    await departmentDemands('LoA3');
    expect(seen.department).toMatchObject({ may: 'log-in', reason: null });
    expect(refused.body.code).toBe('only-administrators');
    expect(await kept()).toEqual([house.care.id]);
  });
});

describe('the list of the house', () => {
  it('is changed by a system administrator', async () => {
    await put(nils, 'house').expect(200);
    expect(await kept()).toEqual([null]);
    await takeOff(nils, 'house').expect(200);
    expect(await kept()).toEqual([]);
  });

  it('is not a department’s administrator’s, who is told who can change it', async () => {
    await put(nils, 'house').expect(200);
    expect((await takeOff(bo, 'house').expect(403)).body.code).toBe('only-administrators');
    expect((await seenBy(bo)).house).toEqual({
      ...{ listed: true, reason: null, may: null, who: ['Nils Utan'] },
    });
    expect(await kept()).toEqual([null]);
  });

  it('holds for the department, whose list isn’t given the number besides', async () => {
    await put(nils, 'house').expect(200);
    expect((await put(bo).expect(200)).body.department.listed).toBe(false);
    expect(await kept()).toEqual([null]);
  });
});

describe('no list gets', () => {
  const refusedOf = async (who: Client = bo): Promise<unknown> => {
    const { never } = await seenBy(who);
    const { body } = await put(who).expect((response) => expect(response.ok).toBe(false));
    expect(body.code).toBe(never);
    expect(await kept()).toEqual([]);
    return never;
  };

  it('a withheld number', async () => {
    ({ id } = await house.receive(house.care, { from: 'anonymous' }));
    expect(await refusedOf()).toBe('number-invalid');
  });

  it('a number of this house', async () => {
    ({ id } = await house.receive(house.care, { from: '+46225333333' }));
    expect(await refusedOf()).toBe('junk-own');
  });

  it('what the department has verified as a contact’s', async () => {
    await house.database.sql(
      `insert into contact (id, department_id, name, number, created_at, created_by, changed_at, changed_by, verified_at,
         verified_by, verified_how)
       values ('verified', $1, 'Skrivarhuset', $2, now(), $3, now(), $3, now(), $3, 'called')`,
      [house.care.id, sender, house.personIds.anna],
    );
    const never = await refusedOf();
    await house.database.sql(`delete from contact where id = 'verified'`);
    expect(never).toBe('junk-verified');
  });

  it.each(['in-house', 'gateway', 'sdk', 'room'])(
    'who sent something by %s, since they are known',
    async (carrier) => {
      await house.database.sql('update message set carrier = $2 where id = $1', [id, carrier]);
      expect(await refusedOf()).toBe('only-faxes');
    },
  );

  it('who sent a referral', async () => {
    await anna.put(`/api/messages/${id}/referral`, { answerBy: null }).expect(200);
    expect(await refusedOf()).toBe('only-faxes');
  });

  it('more than a thousand numbers', async () => {
    await house.database.sql(
      `insert into junk_sender select 'j' || n, $1, '+4690' || n, 'reklam', null, now()
         from generate_series(10000, 10999) n`,
      [house.care.id],
    );
    expect((await put(bo).expect(409)).body.code).toBe('junk-full');
    expect(await kept()).toEqual([]);
  });
});

describe('a fax that is restricted', () => {
  it('tells nobody else of its sender', async () => {
    await anna.put(`/api/messages/${id}/restriction`, { people: [house.personIds.anna] });
    expect((await bo.get(path()).expect(403)).body.code).toBe('restricted');
    expect((await put(bo).expect(403)).body.code).toBe('restricted');
    expect(await kept()).toEqual([]);
  });
});
