import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { asId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { addException, endException } from './exceptions.ts';

let server: TestDatabase;
let database: Database;
const now = new Date('2026-11-28T10:00:00Z');
const departmentId = asId<'department'>('d');

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
  await server.sql(`insert into department (id, name, created_at) values ('d', 'Care', now())`);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const deps = () => ({ database, randomness: systemRandomness, clock: { now: () => now } });

const add = (changes: { name?: string; reason?: string; endsAt?: string }) =>
  addException(deps())({
    departmentId,
    ...{ name: 'card readers', reason: 'they are replaced', demands: 'LoA2', ...changes },
    endsAt: new Date(changes.endsAt ?? '2026-12-24T00:00:00Z'),
  });

describe('an exception from what a department demands', () => {
  it('is on record with its level, end, name and reason, and so is its end', async () => {
    const id = await add({});
    await endException(deps())(departmentId, 'card readers');
    expect(
      await server.sql('select action, department_id, detail from audit order by seq'),
    ).toEqual([
      {
        ...{ action: 'department-exception-added', department_id: 'd' },
        detail: `${id} LoA2 until 2026-12-24T00:00:00.000Z card readers: they are replaced`,
      },
      { action: 'department-exception-ended', department_id: 'd', detail: id },
    ]);
  });

  it.each([
    ['without a reason', { reason: ' ' }],
    ['that is over already', { endsAt: '2026-11-28T10:00:00Z' }],
    ['for longer than a year', { endsAt: '2027-12-01T00:00:00Z' }],
  ])('is not made %s', async (_how, changes) => {
    await expect(add({ name: 'other', ...changes })).rejects.toMatchObject({ code: 'usage-wrong' });
  });

  it('has a name of its own while it has not been ended', async () => {
    await add({ name: 'twice' });
    await expect(add({ name: 'twice' })).rejects.toMatchObject({ code: 'name-taken' });
    await endException(deps())(departmentId, 'twice');
    await expect(endException(deps())(departmentId, 'twice')).rejects.toMatchObject({
      code: 'exception-unknown',
    });
    expect(await add({ name: 'twice' })).toEqual(expect.any(String));
  });
});
