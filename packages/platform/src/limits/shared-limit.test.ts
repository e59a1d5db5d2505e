import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { openDatabase, type Database } from '../postgres/database.ts';
import { createSharedLimit, type SharedLimit } from './shared-limit.ts';

let server: TestDatabase;
let replicas: readonly Database[];
const clock = createFixedClock();

beforeAll(async () => {
  server = await createTestDatabase();
  replicas = [0, 1].map(() =>
    openDatabase({ url: server.urlOf('mailbox'), onError: () => undefined }),
  );
});
afterAll(async () => {
  await Promise.all(replicas.map((each) => each.close()));
  await server.drop();
});
afterEach(() => clock.advance(3_600_000));

const network = '192.0.2.0/24';

/** On each replica. */
const limits = (what: string, most: number): [SharedLimit, SharedLimit] => {
  const [one, other] = replicas.map((database) =>
    createSharedLimit({ database, clock }, { what, most, windowMs: 60_000 }),
  );
  if (!one || !other) throw new Error('two replicas');
  return [one, other];
};

it('is one share on all replicas', async () => {
  const [here, there] = limits('shared', 3);
  const waits = [await here.take('a'), await there.take('a'), await here.take('a')];
  expect([waits, await there.take('a'), await here.take('a')]).toEqual([[0, 0, 0], 60, 60]);
});

it('counts each of many at once', async () => {
  const both = limits('at-once', 25);
  const waits = await Promise.all(
    Array.from({ length: 60 }, (_, index) => both[index % 2 ? 0 : 1].take('a')),
  );
  expect(waits.filter((wait) => wait === 0)).toHaveLength(25);
});

it('takes nothing from anybody else, nor for anything else', async () => {
  const [here, there] = limits('apart', 1);
  const [other] = limits('another', 1);
  expect([await here.take('a'), await here.take('a')]).toEqual([0, 60]);
  expect([await there.take('b'), await other.take('a')]).toEqual([0, 0]);
});

it('is whole again when its window is over, and says when', async () => {
  const [here, there] = limits('again', 1);
  await here.take('a');
  clock.advance(45_500);
  expect([await here.take('a'), await there.take('a')]).toEqual([15, 15]);
  clock.advance(15_000);
  expect([await here.take('a'), await there.take('a')]).toEqual([0, 60]);
});

it('is on record once a window, with what it was and whose it is where they are known', async () => {
  const [here, there] = limits('on-record', 1);
  await server.sql(
    `insert into person (id, issuer, subject, name, created_at) values ('p1', 'i', 's', 'Anna', now())`,
  );
  for (const limit of [here, here, there, here, there]) await limit.take('a', 'p1');
  expect(
    await server.sql(
      `select person_id, detail from audit where action = 'rate-limited' and detail = 'on-record'`,
    ),
  ).toEqual([{ person_id: 'p1', detail: 'on-record' }]);
});

it('is on record thirty times a minute at most, however many come too often', async () => {
  const [here] = limits('crowd', 0);
  for (let who = 0; who < 40; who += 1) await here.take(`who-${who}`);
  expect(
    await server.sql(`select from audit where action = 'rate-limited' and detail = 'crowd'`),
  ).toHaveLength(30);
});

it('keeps no network that could be read or tried through by a service', async () => {
  const [here] = limits('secret', 1);
  await here.take(network);
  const rows = await server.sql('select hash, count from request_share');
  expect(JSON.stringify(rows)).not.toContain('192.0.2');
  for (const table of ['request_share', 'request_salt'])
    await expect(replicas[0]?.query(`select * from ${table}`)).rejects.toThrow(/permission denied/);
});

it('forgets what is over, and the salt after a day', async () => {
  const [here] = limits('forgotten', 5);
  await here.take(network);
  await replicas[0]?.query('select clear_shares($1)', [clock.now()]);
  expect(await server.sql('select from request_share')).not.toEqual([]);
  clock.advance(61_000);
  await replicas[0]?.query('select clear_shares($1)', [clock.now()]);
  expect(await server.sql('select from request_share')).toEqual([]);
  const [before] = await server.sql('select salt from request_salt');
  clock.advance(25 * 3_600_000);
  await replicas[0]?.query('select clear_shares($1)', [clock.now()]);
  await here.take(network);
  const [after] = await server.sql('select salt from request_salt');
  expect([before, after]).toEqual([expect.anything(), expect.not.objectContaining(before ?? {})]);
});

it('keeps of the same network something else each day, which no list of networks finds', async () => {
  const [here] = limits('salted', 5);
  const kept = async (): Promise<unknown> => {
    await replicas[0]?.query('select clear_shares($1)', [clock.now()]);
    await here.take(network);
    return server.sql('select hash from request_share');
  };
  const before = await kept();
  clock.advance(25 * 3_600_000);
  const after = await kept();
  expect(before).toHaveLength(1);
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
});
