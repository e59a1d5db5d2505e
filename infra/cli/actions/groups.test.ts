import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { addMember, removeMember } from './departments.ts';
import { addGroup, removeGroup } from './groups.ts';

let server: TestDatabase;
let owner: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  owner = openDatabase({ url: server.ownerUrl, onError: () => undefined });
  await server.sql(`insert into department (id, name, created_at) values ('care', 'Care', now())`);
  await server.sql(
    `insert into person (id, issuer, subject, name, created_at) values ('gun', 'i', 'gun', 'Gun', now())`,
  );
});
afterAll(async () => {
  await owner.close();
  await server.drop();
});

const deps = () => ({ database: owner, clock: createFixedClock() });
const group = { issuer: 'i', name: 'g', departmentId: asId<'department'>('care') };
const gun = { personId: asId<'person'>('gun'), departmentId: group.departmentId };
const members = () => server.sql('select person_id, role, origin from membership');

describe('a group that makes members', () => {
  it('is named, given another role, and taken away; each counts at once for who is in it', async () => {
    await addGroup(deps())({ ...group, role: 'handler' });
    await server.sql(`select groups_at_login('gun', '{g}', now())`);
    await addGroup(deps())({ ...group, role: 'reader' });
    expect(await members()).toEqual([{ person_id: 'gun', role: 'reader', origin: 'group' }]);
    await removeGroup(deps())(group);
    expect(await members()).toEqual([]);
    expect(
      await server.sql(
        `select detail from audit where action like 'department-group-%' order by seq`,
      ),
    ).toEqual([{ detail: 'handler i g' }, { detail: 'reader i g' }, { detail: 'i g' }]);
    await expect(removeGroup(deps())(group)).rejects.toMatchObject({ code: 'group-unknown' });
  });

  it('leaves a member whom somebody adds by hand, and says who would come back', async () => {
    await addGroup(deps())({ ...group, role: 'reader' });
    await server.sql(`select groups_at_login('gun', '{g}', now())`);
    expect(await removeMember(deps())(gun)).toEqual({ comesBack: true });
    await server.sql(`select groups_at_login('gun', '{g}', now())`);
    await addMember(deps())(gun);
    await removeGroup(deps())(group);
    expect(await members()).toEqual([{ person_id: 'gun', role: 'handler', origin: 'hand' }]);
    expect(await removeMember(deps())(gun)).toEqual({ comesBack: false });
  });
});
