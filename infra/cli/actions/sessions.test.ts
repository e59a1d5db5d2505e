import { afterAll, beforeAll, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { systemClock } from '@kuvert/shared/clock';
import type { PersonId } from '@kuvert/shared/ids';
import { actingAs } from '@kuvert/testkit/acting';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { addPerson } from './departments.ts';
import { endHouseSessions, endSessions, listLoggedIn, listSessions } from './sessions.ts';

let server: TestDatabase;
let database: Database;
let deps: { database: Database; clock: typeof systemClock };
let anna: PersonId;
let bo: PersonId;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, max: 2, onError: () => undefined });
  deps = { database, clock: systemClock };
  const add = addPerson({ ...deps, randomness: systemRandomness });
  anna = await add({ issuer: 'https://id', subject: 'anna', name: 'Anna' });
  bo = await add({ issuer: 'https://id', subject: 'bo', name: 'Bo' });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

it('lists and ends sessions of one person, then of everybody, each on record', async () => {
  for (const person of [anna, anna, bo]) await actingAs(server, person);
  expect(await listSessions(deps)(anna)).toMatchObject([{ loa: 'LoA3' }, { loa: 'LoA3' }]);
  expect(await listLoggedIn(deps)()).toMatchObject([
    { id: bo, name: 'Bo', sessions: 1 },
    { id: anna, name: 'Anna', sessions: 2 },
  ]);
  expect(await endSessions(deps)(anna)).toBe(2);
  expect(await listSessions(deps)(anna)).toEqual([]);
  expect(await listSessions(deps)(bo)).toHaveLength(1);
  expect(await endHouseSessions(deps)()).toBe(1);
  expect(await endHouseSessions(deps)()).toBe(0);
  const rows = await server.sql(
    `select person_id, detail from audit where action = 'session-ended' order by seq`,
  );
  expect(rows).toEqual(
    [anna, anna, bo].map((person) => ({ person_id: person, detail: 'by-operator' })),
  );
});
