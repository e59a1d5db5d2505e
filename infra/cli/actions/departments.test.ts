import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { asId, type DepartmentId, type PersonId } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import { createKeyProvider } from '@kuvert/platform/keys/provider';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { newHybridIdentity, recipientOf } from '@kuvert/platform/vault/hybrid';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { setConfirmations } from './confirmations.ts';
import { setReminders } from './reminders.ts';
import { setSecondLook } from './second-look.ts';
import { rotateDepartmentKey } from './department-keys.ts';
import {
  addMember,
  addNumber,
  addPerson,
  createDepartment,
  moveNumber,
  removeMember,
  setMemberRole,
  removeNumber,
} from './departments.ts';
import { closeDownDepartment, reopenDepartment } from './closed.ts';

const clock = createFixedClock();
const randomness = systemRandomness;
let server: TestDatabase;
let database: Database;
let keys: KeyProvider;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
  keys = createKeyProvider(await newHybridIdentity());
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(() =>
  server.sql('truncate department, person, membership, fax_number, department_key, audit cascade'),
);

const create = (name = 'Social services', unassigned = false) =>
  createDepartment({ database, randomness, clock, keyWrapper: keys })({ name, unassigned });

const someone = (subject = 'anna') =>
  addPerson({ database, randomness, clock })({ issuer: 'https://id', subject, name: 'Anna Ek' });

describe('who looks twice at a new number', () => {
  it('is the sender by their digits, until the operator wants a colleague; that is on record', async () => {
    const { departmentId } = await create();
    const set = setSecondLook({ database });
    const policy = async () =>
      (await server.sql<{ second_look: string }>('select second_look from department'))[0];
    expect(await policy()).toEqual({ second_look: 'digits' });
    expect(await set({ departmentId, who: 'colleague' })).toEqual({
      secondLook: 'colleague',
      members: 0,
    });
    expect(await policy()).toEqual({ second_look: 'colleague' });
    const audited = await server.sql(
      `select detail from audit where action = 'department-second-look'`,
    );
    expect(audited).toEqual([{ detail: 'colleague' }]);
    await expect(set({ departmentId, who: 'nobody' })).rejects.toMatchObject({
      code: 'usage-wrong',
    });
  });
});

it('senders are told of their faxes once the operator wants it for a department; that is on record', async () => {
  const { departmentId } = await create();
  const set = setConfirmations({ database });
  const confirms = async () => server.sql('select confirms from department');
  expect(await confirms()).toEqual([{ confirms: false }]);
  expect(await set({ departmentId, whether: 'on' })).toBe(true);
  expect(await confirms()).toEqual([{ confirms: true }]);
  const audited = await server.sql(
    `select detail from audit where action = 'department-confirmations'`,
  );
  expect(audited).toEqual([{ detail: 'on' }]);
  await expect(set({ departmentId, whether: 'perhaps' })).rejects.toMatchObject({
    code: 'usage-wrong',
  });
});

it('senders of referrals are reminded by every channel, unless the operator wants it otherwise; that is on record', async () => {
  const { departmentId } = await create();
  const set = setReminders({ database });
  const reminds = async () => server.sql('select reminds from department');
  expect(await reminds()).toEqual([{ reminds: 'on' }]);
  expect(await set({ departmentId, which: 'secure' })).toBe('secure');
  expect(await reminds()).toEqual([{ reminds: 'secure' }]);
  const audited = await server.sql(
    `select detail from audit where action = 'department-reminders'`,
  );
  expect(audited).toEqual([{ detail: 'secure' }]);
  await expect(set({ departmentId, which: 'fax' })).rejects.toMatchObject({ code: 'usage-wrong' });
});

describe('a new department', () => {
  it('has a key that the master key opens', async () => {
    const { recipient } = await create();
    const [row] = await server.sql<{ wrapped: Buffer }>('select wrapped from department_identity');
    const identity = await keys.unwrap(row?.wrapped ?? new Uint8Array());
    expect(await recipientOf(identity)).toBe(recipient);
  });

  it('is refused under a name that is taken', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ code: 'name-taken' });
  });

  it('is refused as a second one for faxes to numbers that nobody owns', async () => {
    await create('Unassigned', true);
    await expect(create('Nobody', true)).rejects.toMatchObject({ code: 'name-taken' });
  });

  it('leaves nothing behind when it is refused', async () => {
    await create();
    await create().catch(() => undefined);
    expect(await server.sql('select from department_key')).toHaveLength(1);
  });

  it('stands in the audit', async () => {
    const { departmentId, keyId } = await create();
    expect(await server.sql('select action, department_id, detail from audit')).toEqual([
      { action: 'department-created', department_id: departmentId, detail: keyId },
    ]);
  });
});

describe("rotating a department's key", () => {
  it('retires the old key and keeps it to open what was sealed for it', async () => {
    const { departmentId, keyId } = await create();
    const rotate = rotateDepartmentKey({ database, randomness, clock, keyWrapper: keys });
    const { keyId: next } = await rotate({ departmentId });
    expect(
      await server.sql(
        `select k.id, retired_at is null as active from department_key k
           join department_identity on key_id = k.id order by retired_at nulls last`,
      ),
    ).toEqual([
      { id: keyId, active: false },
      { id: next, active: true },
    ]);
  });

  it('leaves one active key when two rotate at once', async () => {
    const { departmentId } = await create();
    const rotate = rotateDepartmentKey({ database, randomness, clock, keyWrapper: keys });
    await Promise.all([rotate({ departmentId }), rotate({ departmentId })]);
    expect(await server.sql('select from department_key where retired_at is null')).toHaveLength(1);
    expect(await server.sql('select from department_key')).toHaveLength(3);
  });
});

describe('a fax number', () => {
  let departmentId: DepartmentId;
  beforeEach(async () => {
    ({ departmentId } = await create());
  });

  it('is kept in international form', async () => {
    expect(await addNumber({ database })({ number: '0225-342 10', departmentId })).toBe(
      '+4622534210',
    );
  });

  it('belongs to one department', async () => {
    await addNumber({ database })({ number: '+4622534210', departmentId });
    const again = addNumber({ database })({ number: '022534210', departmentId });
    await expect(again).rejects.toMatchObject({ code: 'number-taken' });
  });

  it.each(['', 'fax', '+'])('is refused when it is %j', async (number) => {
    await expect(addNumber({ database })({ number, departmentId })).rejects.toMatchObject({
      code: 'number-invalid',
    });
  });

  it('is gone when it was removed, and unknown the second time', async () => {
    await addNumber({ database })({ number: '+4622534210', departmentId });
    await removeNumber({ database })({ number: '+4622534210' });
    const again = removeNumber({ database })({ number: '+4622534210' });
    await expect(again).rejects.toMatchObject({ code: 'number-unknown' });
  });

  it('never stands in the audit', async () => {
    await addNumber({ database })({ number: '+4622534210', departmentId });
    expect(JSON.stringify(await server.sql('select * from audit'))).not.toContain('4622534210');
  });
});

describe('a person', () => {
  it('is known once by issuer and subject', async () => {
    await someone();
    await expect(someone()).rejects.toMatchObject({ code: 'person-taken' });
  });
});

describe('a membership', () => {
  let departmentId: DepartmentId;
  let personId: PersonId;
  beforeEach(async () => {
    ({ departmentId } = await create());
    personId = await someone();
  });

  it('begins once', async () => {
    await addMember({ database, clock })({ personId, departmentId });
    const again = addMember({ database, clock })({ personId, departmentId });
    await expect(again).rejects.toMatchObject({ code: 'member-already' });
  });

  it('ends once', async () => {
    await addMember({ database, clock })({ personId, departmentId });
    await removeMember({ database })({ personId, departmentId });
    const again = removeMember({ database })({ personId, departmentId });
    await expect(again).rejects.toMatchObject({ code: 'member-unknown' });
  });

  it('says in the audit who became a member of what', async () => {
    await addMember({ database, clock })({ personId, departmentId });
    expect(
      await server.sql("select detail, department_id from audit where action = 'member-added'"),
    ).toEqual([{ detail: `${personId} handler`, department_id: departmentId }]);
  });

  it('has a role, which may become another; both are on record', async () => {
    await addMember({ database, clock })({ personId, departmentId, role: 'reader' });
    await setMemberRole({ database })({ personId, departmentId, role: 'administrator' });
    expect(
      await server.sql('select role from membership where person_id = $1', [personId]),
    ).toEqual([{ role: 'administrator' }]);
    expect(
      await server.sql("select detail from audit where action like 'member-%' order by seq"),
    ).toEqual([{ detail: `${personId} reader` }, { detail: `${personId} administrator` }]);
  });

  it('is what has a role, and nothing else', async () => {
    const set = setMemberRole({ database })({ personId, departmentId, role: 'reader' });
    await expect(set).rejects.toMatchObject({ code: 'member-unknown' });
  });

  it('is refused for a person who does not exist', async () => {
    const nobody = addMember({ database, clock })({ personId: asId('nobody'), departmentId });
    await expect(nobody).rejects.toMatchObject({ code: 'person-unknown' });
  });
});

describe('a department that is closed down', () => {
  it('has led its numbers elsewhere, takes no others, and is opened again', async () => {
    const [social, school] = [await create(), await create('School')];
    const { departmentId } = social;
    const close = () =>
      closeDownDepartment({ database, clock })({ departmentId, numbersTo: school.departmentId });
    await addNumber({ database })({ number: '0225-11 11 11', departmentId });
    await expect(close()).rejects.toMatchObject({ code: 'department-stays' });
    const personId = await someone();
    await addMember({ database, clock })({ personId, departmentId });
    await close();
    expect(await server.sql('select department_id from fax_number')).toEqual([
      { department_id: school.departmentId },
    ]);
    const closed = { code: 'department-closed-down' };
    const number = { number: '0225-22 22 22', departmentId };
    await expect(addNumber({ database })(number)).rejects.toMatchObject(closed);
    await expect(
      moveNumber({ database })({ ...number, number: '0225-11 11 11' }),
    ).rejects.toMatchObject(closed);
    await expect(removeMember({ database })({ personId, departmentId })).rejects.toMatchObject({
      code: 'last-reader',
    });
    await reopenDepartment({ database })(departmentId);
    await addNumber({ database })(number);
    await expect(reopenDepartment({ database })(departmentId)).rejects.toMatchObject({
      code: 'department-open',
    });
  });
});
