import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { giveHouseRole, takeHouseRole } from './house-roles.ts';

let server: TestDatabase;
let owner: Database;
let mailbox: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  owner = openDatabase({ url: server.ownerUrl, onError: () => undefined });
  mailbox = openDatabase({ url: server.urlOf('mailbox'), onError: () => undefined });
  for (const person of ['gun', 'per'])
    await server.sql(
      `insert into person (id, issuer, subject, name, created_at) values ($1, 'i', $1, $1, now())`,
      [person],
    );
});
afterAll(async () => {
  await mailbox.close();
  await owner.close();
  await server.drop();
});
beforeEach(async () => {
  await server.sql('delete from house_announcement');
  await server.sql('delete from house_role');
  await server.sql('delete from audit');
});

const gun = asId<'person'>('gun');
const auditor = { personId: gun, role: 'auditor' } as const;
const deps = () => ({ database: owner, clock: createFixedClock() });

/** As the mailbox sees them, acting for somebody. */
const rolesSeenBy = (person: string) =>
  mailbox.transaction(
    async (transaction) => (await transaction.query('select person_id, role from house_role')).rows,
    { person: asId<'person'>(person), session: null },
  );

describe('a role in the whole house', () => {
  it('is given and taken back, and both are on record with who has it', async () => {
    await giveHouseRole(deps())(auditor);
    expect(await server.sql('select person_id, role from house_role')).toEqual([
      { person_id: 'gun', role: 'auditor' },
    ]);
    await takeHouseRole(deps())(auditor);
    expect(await server.sql('select from house_role')).toEqual([]);
    expect(await server.sql('select action, detail from audit order by seq')).toEqual([
      { action: 'role-given', detail: 'auditor gun' },
      { action: 'role-taken', detail: 'auditor gun' },
    ]);
  });

  it('is given once, and taken back from who has it alone; what was refused is no act', async () => {
    await giveHouseRole(deps())(auditor);
    await expect(giveHouseRole(deps())(auditor)).rejects.toMatchObject({ code: 'role-already' });
    await expect(
      takeHouseRole(deps())({ personId: gun, role: 'system-administrator' }),
    ).rejects.toMatchObject({ code: 'role-unknown' });
    expect(await server.sql('select action from audit')).toEqual([{ action: 'role-given' }]);
  });

  it('stands beside the other one', async () => {
    await giveHouseRole(deps())(auditor);
    await giveHouseRole(deps())({ personId: gun, role: 'system-administrator' });
    expect(await server.sql('select from house_role')).toHaveLength(2);
  });

  it('of the last system administrator is not taken back, nor given to who has left', async () => {
    const administrator = { personId: gun, role: 'system-administrator' } as const;
    await giveHouseRole(deps())(administrator);
    await expect(takeHouseRole(deps())(administrator)).rejects.toMatchObject({ code: 'role-last' });
    await server.sql(`update person set deactivated_at = now() where id = 'per'`);
    await expect(
      giveHouseRole(deps())({ ...administrator, personId: asId<'person'>('per') }),
    ).rejects.toMatchObject({ code: 'person-unknown' });
    await server.sql(`insert into house_role values ('per', 'system-administrator', now())`);
    await expect(takeHouseRole(deps())(administrator)).rejects.toMatchObject({ code: 'role-last' });
    await server.sql(`update person set deactivated_at = null where id = 'per'`);
    await takeHouseRole(deps())(administrator);
    expect(await server.sql('select person_id from house_role')).toEqual([{ person_id: 'per' }]);
  });

  it('is seen by its own person alone', async () => {
    await giveHouseRole(deps())(auditor);
    expect(await rolesSeenBy('gun')).toEqual([{ person_id: 'gun', role: 'auditor' }]);
    expect(await rolesSeenBy('per')).toEqual([]);
  });

  it('is none that the mailbox could give', async () => {
    await expect(
      mailbox.query(`insert into house_role values ('per', 'auditor', now())`),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
