import { generateKeyPairSync } from 'node:crypto';

import { openCheckpoint } from '@kuvert/platform/checkpoints/checkpoint';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { schedulePeriodic } from '@kuvert/platform/work/periodic';
import { claimWork, dueWork } from '@kuvert/platform/work/work';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';
import {
  createMemoryObjectStore,
  type MemoryObjectStore,
} from '@kuvert/testkit/memory-object-store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  auditChain,
  endCheckpoints,
  writeCheckpoint,
  writeCheckpointKind,
} from './write-checkpoint.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const clock = createFixedClock();
let server: TestDatabase;
/** As the role `kuvert_mailbox`. */
let database: Database;
let place: MemoryObjectStore;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.urlOf('mailbox'), onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(async () => {
  place = createMemoryObjectStore();
  for (const table of ['audit', 'audit_checkpoint', 'work'])
    await server.sql(`delete from ${table}`);
  await schedulePeriodic(database, systemRandomness, 'mailbox', writeCheckpointKind, [auditChain]);
});

const append = () => server.sql(`select audit_append('p', 'page', null, null, null, 'page 1')`);

/** One turn, as the worker takes it. */
const turn = async (store: ObjectStore = place): Promise<void> => {
  await server.sql('update work set due_at = now(), leased_until = null, lease_id = null');
  const [id] = await dueWork(database, 'mailbox', [writeCheckpointKind], 1);
  if (id === undefined) throw new Error('no work is due');
  const work = await claimWork(database, systemRandomness, id, [writeCheckpointKind], 60_000);
  if (!work) throw new Error('the work was not claimed');
  await writeCheckpoint({
    database,
    clock,
    randomness: systemRandomness,
    place: store,
    key: privateKey,
  }).handle(work, { signal: new AbortController().signal } as never);
};

const placed = async () => {
  const found = [];
  for await (const { name } of place.list())
    found.push(openCheckpoint(await place.get(name, 4096), [publicKey]));
  return found;
};

describe('the work that writes checkpoints', () => {
  it('puts the newest row of the trail, signed, into the second place, and comes again in an hour', async () => {
    await append();
    await append();
    const [head] = await server.sql('select seq::int, hash from audit order by seq desc limit 1');
    await turn();
    expect(await placed()).toEqual([{ ...head, at: clock.now() }]);
    const [work] = await server.sql(
      `select round(extract(epoch from due_at - now()) / 60)::int as minutes from work`,
    );
    expect(work).toEqual({ minutes: 60 });
  });

  it('signs nothing twice', async () => {
    await append();
    await turn();
    await turn();
    expect(await placed()).toHaveLength(1);
    await append();
    await turn();
    expect(await placed()).toHaveLength(2);
  });

  it('calls none written that the place did not take', async () => {
    await append();
    const full: ObjectStore = { ...place, put: () => Promise.reject(new Error('full')) };
    await expect(turn(full)).rejects.toThrow('full');
    expect(await server.sql('select from audit_checkpoint')).toEqual([]);
    await turn();
    expect(await placed()).toHaveLength(1);
  });

  it('is waited for by nobody where none is configured any more', async () => {
    await endCheckpoints(database);
    expect(await server.sql('select from work where ended_at is null')).toEqual([]);
  });

  it('is shown of the trail its newest place and hash alone', async () => {
    await append();
    const { rows } = await database.query('select * from audit_head()');
    expect(Object.keys(Object(rows[0]))).toEqual(['seq', 'hash']);
    await expect(database.query('select * from audit')).rejects.toMatchObject({ code: '42501' });
  });
});
