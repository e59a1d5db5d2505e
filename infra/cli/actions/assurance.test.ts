import { afterAll, beforeAll, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { setAssurance } from './assurance.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
  await server.sql(`insert into department (id, name, created_at) values ('d', 'Care', now())`);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

it('a department demands LoA3 of logins in the room, or what the operator says; that is on record', async () => {
  const demands = async () => (await server.sql('select demands from department'))[0];
  const set = (level: string) =>
    setAssurance({ database })({ departmentId: asId<'department'>('d'), level });
  expect(await demands()).toEqual({ demands: 'LoA3' });
  await set('LoA4');
  expect(await demands()).toEqual({ demands: 'LoA4' });
  await expect(set('high')).rejects.toMatchObject({ code: 'usage-wrong' });
  expect(await server.sql('select action, detail from audit')).toEqual([
    { action: 'department-assurance', detail: 'LoA4' },
  ]);
});
