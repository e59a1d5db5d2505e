import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { actingAs } from '@kuvert/testkit/acting';

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
  await sql(`insert into house_role values ($1, 'system-administrator', now())`, [
    house.personIds.nobody,
  ]);
  nils = await as('nobody');
  bo = await as('bo');
});
afterAll(() => house.stop());

/** Anna and Bo of the care department again, Cecilia of the school's. */
beforeEach(async () => {
  const { sql } = house.database;
  const { anna, bo: boId, cecilia } = house.personIds;
  await sql('delete from membership');
  await sql(
    `insert into membership (person_id, department_id, created_at, role)
     values ($1, $4, now(), 'handler'), ($2, $4, now(), 'administrator'), ($3, $5, now(), 'handler')`,
    [anna, boId, cecilia, house.care.id, house.school.id],
  );
  await sql(`update department set demands = 'LoA3'`);
});

const careMembers = async (): Promise<unknown> =>
  house.database.sql(
    `select p.subject, m.role from membership m join person p on p.id = m.person_id
      where m.department_id = $1 order by 1`,
    [house.care.id],
  );

const change = async (
  who: Forms,
  fields: Readonly<Record<string, string>>,
  department = house.care.id,
): Promise<string> =>
  textOf((await who.post(`/admin/departments/${department}`, fields).expect(200)).text);

const lastAudit = async (): Promise<unknown> =>
  (
    await house.database.sql(
      'select action, person_id, department_id, detail from audit order by seq desc limit 1',
    )
  )[0];

describe('members of a department', () => {
  it('are added by its administrator, found by name; under their name on record', async () => {
    const { frida } = house.personIds;
    expect(await change(bo, { does: 'find', text: 'fri' })).toContain('Frida Vik');
    const said = await change(bo, { does: 'add', person: frida, role: 'reader' });
    expect(said).toContain('Frida Vik is a member now.');
    expect(await careMembers()).toContainEqual({ subject: 'frida', role: 'reader' });
    expect(await lastAudit()).toEqual({
      action: 'member-added',
      person_id: house.personIds.bo,
      department_id: house.care.id,
      detail: `${frida} reader`,
    });
  });

  it('can be made known by who they are at the provider, before they ever logged in', async () => {
    const subject = 'SE2321000131-9Z9Z';
    expect(await change(bo, { does: 'find', text: subject })).toContain('Nobody is known by');
    const said = await change(bo, {
      ...{ does: 'make-known', subject, name: 'Greta Ny', role: 'handler' },
    });
    expect(said).toContain('Greta Ny is a member now.');
    expect(await careMembers()).toContainEqual({ subject, role: 'handler' });
    expect(
      await house.database.sql('select issuer from person where subject = $1', [subject]),
    ).toEqual([{ issuer: house.issuer }]);
  });

  it('who are removed lose the department at once, and it can be undone', async () => {
    const { anna } = house.personIds;
    const client = clientOf(house.origin, await house.logIn('anna'));
    const { id } = await house.receive(house.care);
    await client.post(`/api/messages/${id}/take`).expect(200);
    const answer = await bo.post(`/admin/departments/${house.care.id}`, {
      ...{ does: 'role', person: anna, role: 'handler', remove: '1' },
    });
    expect(textOf(answer.text)).toContain('Anna Öberg is no member any more.');
    expect((await client.get(`/api/messages/${id}`)).status).toBe(404);
    expect(
      await house.database.sql('select state from handling where message_id = $1', [id]),
    ).toEqual([{ state: 'new' }]);
    expect(answer.text).toContain('value="restore"');
    await change(bo, { does: 'restore', person: anna, role: 'handler' });
    expect((await client.get(`/api/messages/${id}`)).status).toBe(200);
  });

  it('get another role, at once', async () => {
    const { anna } = house.personIds;
    const said = await change(bo, { does: 'role', person: anna, role: 'reader' });
    expect(said).toContain('Anna Öberg has the new role now.');
    expect(await careMembers()).toContainEqual({ subject: 'anna', role: 'reader' });
  });

  it('by a group are shown as such, and ended in the directory alone', async () => {
    const { anna } = house.personIds;
    await house.database.sql(`update membership set origin = 'group' where person_id = $1`, [anna]);
    const said = await change(bo, { does: 'role', person: anna, role: 'handler', remove: '1' });
    expect(said).toContain('Anna Öberg is a member by a group of the directory of staff');
    expect(await careMembers()).toContainEqual({ subject: 'anna', role: 'handler' });
  });

  it.each([
    ['add', 'nobody'],
    ['role', 'bo'],
  ] as const)('are never changed by themselves: %s of %s', async (does, subject) => {
    const who = subject === 'nobody' ? nils : bo;
    const before = await careMembers();
    const said = await change(who, {
      ...{ does, person: house.personIds[subject], role: 'handler' },
    });
    expect(said).toContain('Your own membership is changed by another administrator.');
    expect(await careMembers()).toEqual(before);
  });

  it('are told to those who look after the department, but for the one who let them in', async () => {
    await house.database.sql('delete from announcement_seen');
    await house.database.sql('delete from announcement');
    const boAtWork = clientOf(house.origin, await house.logIn('bo'));
    const told = async (): Promise<unknown> =>
      (await boAtWork.get('/api/announcements').expect(200)).body.announcements;
    const { frida, cecilia } = house.personIds;
    await change(nils, { does: 'add', person: frida, role: 'reader' });
    const about = { kind: 'member-by-hand', about: { id: frida, name: 'Frida Vik' } };
    expect(await told()).toMatchObject([about]);
    // more to do is told as well, and less is not
    await change(nils, { does: 'role', person: frida, role: 'handler' });
    expect(await told()).toMatchObject([about, about]);
    await change(nils, { does: 'role', person: frida, role: 'reader' });
    await change(bo, { does: 'add', person: cecilia, role: 'handler' });
    expect(await told()).toHaveLength(2);
  });

  it('of another department are not changed by an administrator of this one', async () => {
    const fields = { does: 'add', person: house.personIds.frida, role: 'reader' };
    const foreign = await bo.post(`/admin/departments/${house.school.id}`, fields);
    const unknown = await bo.post(`/admin/departments/${randomUUID()}`, fields);
    expect([foreign.status, foreign.body]).toEqual([unknown.status, unknown.body]);
    expect(foreign.status).toBe(404);
  });

  it('are changed by nobody else, and from no other site', async () => {
    const fields = { does: 'add', person: house.personIds.frida, role: 'reader' };
    const path = `/admin/departments/${house.care.id}`;
    expect((await (await as('anna')).post(path, fields)).status).toBe(404);
    expect((await bo.post(path, { ...fields, csrf: 'wrong' })).status).toBe(403);
  });

  it.each([{ does: 'add' }, { does: 'add', person: 'x', role: 'reader' }, { does: 'nothing' }, {}])(
    'are not changed by a form that says %j',
    async (fields) => {
      expect(await change(bo, fields)).toContain('Nothing was changed');
    },
  );
});

describe('a department', () => {
  it('is added by a system administrator with a key of its own, and opens what comes to it', async () => {
    const name = 'Överförmyndaren';
    const said = await nils.post('/admin/departments', { name }).expect(200);
    expect(textOf(said.text)).toContain(`${name} is a department now.`);
    const [row] = await house.database.sql<{ id: string; recipient: string; wrapped: Buffer }>(
      `select d.id, k.recipient, i.wrapped from department d join department_key k on k.department_id = d.id
         join department_identity i on i.key_id = k.id where d.name = $1`,
      [name],
    );
    expect(row?.recipient).toMatch(/^age1pq1/);
    expect(await house.keys.unwrap(row?.wrapped ?? new Uint8Array())).toBeTruthy();
    const again = await nils.post('/admin/departments', { name }).expect(200);
    expect(textOf(again.text)).toContain(`Another department is called ${name}.`);
  });

  it('is renamed', async () => {
    const said = await change(nils, { does: 'rename', name: 'Skolhälsan' }, house.school.id);
    expect(said).toContain('It is called Skolhälsan now.');
    expect(
      await change(nils, { does: 'rename', name: 'Hemsjukvården' }, house.school.id),
    ).toContain('Another department is called Hemsjukvården.');
  });

  it('demands what a system administrator says; its own raises it, and never lowers it', async () => {
    expect(await change(nils, { does: 'demand', level: 'LoA2' })).toContain(
      'It demands a login at LoA2 or above now.',
    );
    expect(await change(bo, { does: 'demand', level: 'LoA3' })).toContain(
      'It demands a login at LoA3 or above now.',
    );
    expect(await change(bo, { does: 'demand', level: 'LoA2' })).toContain(
      'A system administrator lowers what it demands.',
    );
    expect(await change(bo, { does: 'demand', level: 'LoA4' })).toContain(
      'Your own login does not reach LoA4',
    );
  });

  it('has exceptions with a name, a reason and an end', async () => {
    const until = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    const exception = { name: 'Kortbyte', reason: 'Nya kort delas ut', level: 'LoA2' };
    const said = await change(nils, { does: 'exception-add', ...exception, until });
    expect(said).toContain('The exception Kortbyte counts now.');
    expect(said).toContain(`until ${until}`);
    expect(
      await change(nils, {
        does: 'exception-add',
        ...exception,
        name: 'För länge',
        until: '2099-01-01',
      }),
    ).toContain('a last day within a year');
    expect(await change(nils, { does: 'exception-end', name: 'Kortbyte' })).toContain(
      'The exception Kortbyte is ended.',
    );
  });

  it.each([
    { does: 'rename', name: 'Min' },
    { does: 'number-add', number: '0225-12 34 56' },
    {
      ...{ does: 'exception-add', name: 'a', reason: 'b', level: 'any', until: '2027-01-01' },
    },
  ])('is not changed by its own administrator: %j', async (fields) => {
    const { status } = await bo.post(`/admin/departments/${house.care.id}`, fields);
    expect(status).toBe(404);
  });
});

describe('fax numbers', () => {
  it('are added, moved and taken away, in national form as well', async () => {
    const at = async (fields: Readonly<Record<string, string>>): Promise<string> =>
      textOf((await nils.post('/admin/numbers', fields).expect(200)).text);
    const ofNumber = () =>
      house.database.sql(
        `select department_id as id from fax_number where number = '+46225777777'`,
      );
    await at({ number: '0225-77 77 77', department: house.care.id });
    expect(await ofNumber()).toEqual([{ id: house.care.id }]);
    await at({ number: '+46225777777', department: house.school.id });
    expect(await ofNumber()).toEqual([{ id: house.school.id }]);
    const gone = await at({ number: '+46225777777', department: house.school.id, remove: '1' });
    expect(gone).toContain('are unassigned now');
    expect(await ofNumber()).toEqual([]);
    expect(await at({ number: 'fem', department: house.care.id })).toContain(
      'is no telephone number',
    );
  });

  it('are a system administrator’s alone', async () => {
    expect((await bo.get('/admin/numbers')).status).toBe(404);
    expect(
      (await bo.post('/admin/numbers', { number: '0225-77 77 77', department: house.care.id }))
        .status,
    ).toBe(404);
  });
});

describe('a person', () => {
  it('is found by name, and shown with memberships, roles and last login', async () => {
    const found = await nils.post('/admin/people', { text: 'bo ek' }).expect(200);
    expect(found.text).toContain(`/admin/people/${house.personIds.bo}`);
    const { text } = await nils.get(`/admin/people/${house.personIds.bo}`).expect(200);
    expect(textOf(text)).toMatch(/Bo Ek .*Open sessions .*Hemsjukvården .*Administrator/);
  });

  it('is shown to who looks after the house alone', async () => {
    expect((await bo.get(`/admin/people/${house.personIds.anna}`)).status).toBe(404);
    expect((await nils.get(`/admin/people/${randomUUID()}`)).status).toBe(404);
  });
});

describe('the database', () => {
  let database: Database;
  beforeAll(() => {
    database = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
  });
  afterAll(() => database.close());

  it.each([
    `select add_member($1, $2, 'handler', now())`,
    `select set_member_role($1, $2, 'reader')`,
    `select * from remove_member($1, $2)`,
    `select rename_department($1, $2)`,
    `select set_demand($1, 'LoA1') where $2 <> ''`,
    `select put_number('+46225999999', $1) where $2 <> ''`,
    `select add_department($2, $1, false, 'k', 'age1pq1x', '', now())`,
    `select add_exception($2, $1, 'n', 'r', null, now(), now() + interval '1 day')`,
    `select end_exception($1, $2, now())`,
  ])('refuses a handler whatever the mailbox would let them do: %s', async (sql) => {
    const acting = await actingAs(house.database, house.personIds.anna);
    await expect(
      database.transaction(
        (transaction) => transaction.query(sql, [house.care.id, house.personIds.frida]),
        acting,
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('refuses an administrator in a session that is too weak', async () => {
    const acting = await actingAs(house.database, house.personIds.nobody, 'LoA2');
    await expect(
      database.transaction(
        (transaction) =>
          transaction.query(`select add_member($1, $2, 'handler', now())`, [
            house.care.id,
            house.personIds.frida,
          ]),
        acting,
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
