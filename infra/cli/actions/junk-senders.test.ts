import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { asId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { addJunkSender, removeJunkSender } from './junk-senders.ts';

let server: TestDatabase;
let database: Database;
const departmentId = asId<'department'>('d');

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
  await server.sql(`insert into department (id, name, created_at) values ('d', 'Care', now())`);
  await server.sql(`insert into fax_number values ('+46225111111', 'd')`);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const deps = () => ({
  database,
  randomness: systemRandomness,
  clock: { now: () => new Date('2026-11-28T10:00:00Z') },
});
const add = (number: string, department: typeof departmentId | null = null, reason = 'reklam') =>
  addJunkSender(deps())({ departmentId: department, number, reason });

describe('a junk sender', () => {
  it('is on record when it is added and when it is removed, by its id alone', async () => {
    expect(await add('08-123 456 00', departmentId)).toBe('+46812345600');
    await removeJunkSender(deps())({ departmentId, number: '+46812345600' });
    const rows = await server.sql<{ action: string; department_id: string; detail: string }>(
      'select action, department_id, detail from audit order by seq',
    );
    expect(rows.map(({ action, department_id }) => [action, department_id])).toEqual([
      ['junk-sender-added', 'd'],
      ['junk-sender-removed', 'd'],
    ]);
    expect(rows[0]?.detail).toBe(rows[1]?.detail);
    expect(JSON.stringify(rows)).not.toContain('12345600');
  });

  it('of the house is one of every department, and added to none again', async () => {
    await add('+46812345601');
    await expect(add('+46812345601')).rejects.toMatchObject({ code: 'junk-sender-refused' });
    await expect(add('+46812345601', departmentId)).rejects.toMatchObject({
      code: 'junk-sender-refused',
    });
  });

  it('is never the house itself', async () => {
    await expect(add('+46225111111')).rejects.toMatchObject({ code: 'junk-sender-refused' });
  });

  it.each(['', 'withheld', 'reklam@example.se'])('is no number such as “%s”', async (number) => {
    await expect(add(number)).rejects.toMatchObject({ code: 'number-invalid' });
  });

  it('has a reason', async () => {
    await expect(add('+46812345602', null, ' ')).rejects.toMatchObject({ code: 'usage-wrong' });
  });

  it('that is on another list alone is not removed', async () => {
    await add('+46812345603', departmentId);
    await expect(
      removeJunkSender(deps())({ departmentId: null, number: '+46812345603' }),
    ).rejects.toMatchObject({ code: 'junk-sender-unknown' });
  });
});
