import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { asId, type PersonId } from '@kuvert/shared/ids';
import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { findApiClient, findPerson } from '../find.ts';
import { addApiClient, rotateApiClient, switchOffApiClient } from './api-clients.ts';

const clock = createFixedClock();
const departmentId = asId<'department'>('d');
let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(async () => {
  await server.sql('truncate department, person, audit cascade');
  await server.sql(`insert into department values ('d', 'Care', false, now())`);
});

const deps = () => ({ database, clock, randomness: systemRandomness });
const add = (name = 'Ciceron') =>
  addApiClient(deps())({ name, departmentId, scopes: ['messages:list', 'messages:fetch'] });
const rotate = (clientId: PersonId) => rotateApiClient(deps())({ clientId, overlapMs: 1000 });

const hashes = async (): Promise<unknown[]> =>
  (await server.sql('select secret_hash from api_client_secret order by expires_at')).map(
    (row) => row['secret_hash'],
  );

describe('a business system', () => {
  it('acts in one department, and its secret of 256 bits is kept as a hash alone', async () => {
    const { clientId, secret } = await add();
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await hashes()).toEqual([hashSecret(secret)]);
    expect(await server.sql('select id, department_id, scopes, off_at from api_client')).toEqual([
      {
        id: clientId,
        department_id: 'd',
        scopes: ['messages:list', 'messages:fetch'],
        off_at: null,
      },
    ]);
  });

  it('has a name of its own', async () => {
    await add();
    await expect(add()).rejects.toMatchObject({ code: 'name-taken' });
  });

  it('is no person: nobody becomes a member, or answers the telephone, by its name or id', async () => {
    const { clientId } = await add();
    await expect(findPerson(database, 'Ciceron')).rejects.toMatchObject({ code: 'person-unknown' });
    for (const rows of [
      `membership values ($1, 'd', now())`,
      'front_desk values ($1, now())',
      `session values ('h', $1, 'c', now(), now(), now(), null)`,
    ])
      await expect(server.sql(`insert into ${rows}`, [clientId])).rejects.toMatchObject({
        code: '23503',
      });
  });

  it('gets another secret while the one before still works, and never has more than two', async () => {
    const first = await add();
    const second = await rotate(first.clientId);
    expect(second.oldUntil.getTime()).toBe(clock.now().getTime() + 1000);
    expect(await hashes()).toEqual([hashSecret(first.secret), hashSecret(second.secret)]);
    const third = await rotate(first.clientId);
    expect(await hashes()).toEqual([hashSecret(second.secret), hashSecret(third.secret)]);
  });

  it('is switched off for good, and leaves no secret', async () => {
    const { clientId } = await add();
    await switchOffApiClient(deps())(clientId);
    expect(await hashes()).toEqual([]);
    await expect(rotate(clientId)).rejects.toMatchObject({ code: 'client-unknown' });
    await expect(switchOffApiClient(deps())(clientId)).rejects.toMatchObject({
      code: 'client-unknown',
    });
    expect(await findApiClient(database, 'Ciceron')).toBe(clientId);
  });

  it('stands in the audit with all that was done to it, and no secret', async () => {
    const { clientId } = await add();
    await rotate(clientId);
    await switchOffApiClient(deps())(clientId);
    const row = { department_id: 'd', detail: clientId };
    expect(
      await server.sql('select action, department_id, detail from audit order by seq'),
    ).toEqual([
      { action: 'api-client-added', ...row },
      { action: 'api-client-rotated', ...row },
      { action: 'api-client-switched-off', ...row },
    ]);
  });
});
