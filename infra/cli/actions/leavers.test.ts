import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { activatePerson, deactivatePerson, handOverDrafts } from './leavers.ts';

let server: TestDatabase;
let owner: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  owner = openDatabase({ url: server.ownerUrl, onError: () => undefined });
  await server.sql(`insert into department (id, name, created_at) values ('care', 'Care', now())`);
  for (const person of ['gun', 'per', 'lea']) {
    await server.sql(
      `insert into person (id, issuer, subject, name, created_at) values ($1, 'i', $1, $1, now())`,
      [person],
    );
    await server.sql(`insert into membership values ($1, 'care', now(), 'person', $2)`, [
      person,
      person === 'lea' ? 'reader' : 'handler',
    ]);
  }
});
afterAll(async () => {
  await owner.close();
  await server.drop();
});

const deps = () => ({ database: owner, clock: createFixedClock() });
const gun = asId<'person'>('gun');
const to = (toId: string) => ({
  personId: gun,
  departmentId: asId<'department'>('care'),
  toId: asId<'person'>(toId),
});

describe('a person at the command line', () => {
  it('is deactivated and activated once each, and both are on record', async () => {
    await deactivatePerson(deps())(gun);
    await expect(deactivatePerson(deps())(gun)).rejects.toMatchObject({
      code: 'person-deactivated',
    });
    await activatePerson(deps())(gun);
    await expect(activatePerson(deps())(gun)).rejects.toMatchObject({ code: 'person-active' });
    expect(await server.sql('select action, detail from audit order by seq')).toEqual([
      { action: 'person-deactivated', detail: 'gun' },
      { action: 'person-activated', detail: 'gun' },
    ]);
  });

  it('hands drafts over to a colleague who may send, and to nobody else', async () => {
    await server.sql(
      `with k as (insert into department_key (id, department_id, recipient, created_at)
                  values ('k', 'care', 'age1pq1', now()) returning id)
       insert into send_order (id, department_id, created_by, request_id, created_at, changed_at, resolution, cover,
         language, code, key_id, contents)
       select 'draft', 'care', 'gun', 'r', now(), now(), 'fine', true, 'sv', 'c', id, '' from k`,
    );
    await server.sql(
      `insert into approval (id, order_id, department_id, version, number, pages_sha256, asked_by, asked_at, state)
       values ('a', 'draft', 'care', 0, '+46225111111', '', 'gun', now(), 'waiting')`,
    );
    expect(await handOverDrafts(deps())(to('per'))).toBe(1);
    expect(
      await server.sql(
        'select o.created_by, a.state from send_order o join approval a on a.order_id = o.id',
      ),
    ).toEqual([{ created_by: 'per', state: 'taken-back' }]);
    expect(await server.sql('select detail from audit order by seq desc limit 1')).toEqual([
      { detail: 'gun per sending draft' },
    ]);
    for (const other of ['lea', 'nobody'])
      await expect(handOverDrafts(deps())(to(other))).rejects.toMatchObject({
        code: 'member-unknown',
      });
  });
});
