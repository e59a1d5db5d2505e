import { afterAll, beforeAll, expect, it } from 'vitest';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { addScimToken } from '../test-support/scim.ts';
import { saveGroup, type MemberChange, type ScimDirectory } from './scim.ts';

/** As many as a call may name. */
const many = 10_000;
const issuer = 'https://id.example';
const group = { id: 'g', isNew: false, displayName: 'All staff', externalId: 'staff' };
const nobody: MemberChange = { all: null, gone: [], come: [] };

let server: TestDatabase;
let database: Database;
let directory: ScimDirectory;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.urlOf('mailbox'), onError: () => undefined });
  const { id, token } = await addScimToken(server, issuer);
  directory = { id, tokenHash: hashSecret(token), subjectFrom: 'externalId' };
  await server.sql(
    `insert into person (id, issuer, subject, name, created_at)
     select 'p' || n, $1, n::text, n::text, now() from generate_series(1, $2) n`,
    [issuer, many],
  );
  await server.sql(
    `insert into scim_user (id, issuer, person_id, user_name, active, created_at, changed_at)
     select 'u' || n, $1, 'p' || n, n::text, true, now(), now() from generate_series(1, $2) n`,
    [issuer, many],
  );
  await server.sql(
    `insert into scim_group (id, issuer, external_id, display_name, created_at, changed_at)
     values ('g', $1, 'staff', 'All staff', now(), now())`,
    [issuer],
  );
  await server.sql(`insert into scim_member select 'g', id from scim_user`);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

/** Each among all the others would be a hundred million comparisons: many times as long as this. */
const saveInTime = (change: Partial<MemberChange>): Promise<void> =>
  database.transaction(async (transaction) => {
    await transaction.query(`set local statement_timeout = '5s'`);
    // planned for any members, as in a connection that has done it a few times
    await transaction.query(`set local plan_cache_mode = 'force_generic_plan'`);
    await saveGroup(transaction, directory, new Date(), { ...group, ...nobody, ...change });
  });
const members = async (): Promise<number | undefined> =>
  (await server.sql<{ n: number }>('select count(*)::int as n from scim_member'))[0]?.n;

it.each([
  ['the same members again', { all: Array.from({ length: many }, (_, n) => `u${n + 1}`) }, many],
  ['one who goes', { gone: ['u7'] }, many - 1],
  ['one who comes', { come: ['u7'] }, many],
])('a group of ten thousand is changed by %s within seconds', async (_what, change, expected) => {
  await saveInTime(change);
  expect(await members()).toBe(expected);
});
