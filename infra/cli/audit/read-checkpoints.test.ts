import { generateKeyPairSync } from 'node:crypto';

import { signCheckpoint } from '@kuvert/platform/checkpoints/checkpoint';
import { keptIn } from '@kuvert/platform/config/adapters';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import {
  createMemoryObjectStore,
  type MemoryObjectStore,
} from '@kuvert/testkit/memory-object-store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { verifyChain, type ChainResult } from './chain.ts';
import { readAudit, readAuditHead } from './read-audit.ts';
import { readCheckpoints } from './read-checkpoints.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
let server: TestDatabase;
let database: Database;
let place: MemoryObjectStore;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const append = (rows: number) =>
  server.sql(
    `select audit_append('p', 'page', null, null, null, 'page ' || n) from generate_series(1, $1::int) n`,
    [rows],
  );

let written = 0;
const nextName = () =>
  asId<'object'>(`00000000-0000-4000-8000-${String((written += 1)).padStart(12, '0')}`);

const signNow = async (key = privateKey): Promise<void> => {
  const head = await readAuditHead(database);
  const at = new Date('2026-11-28T04:00:00Z');
  if (head) await place.put(nextName(), signCheckpoint({ ...head, at }, key));
};

/** Five rows with a checkpoint after the third and after the fifth, and two rows since. */
beforeEach(async () => {
  await server.sql('delete from audit');
  place = createMemoryObjectStore();
  await append(3);
  await signNow();
  await append(2);
  await signNow();
  await append(2);
});

const verify = async (): Promise<ChainResult> => {
  const { checkpoints } = await readCheckpoints(keptIn(place), [publicKey]);
  return verifyChain(readAudit(database), checkpoints);
};

/** As somebody would who owns the database: all rows from one on written anew, with hashes that fit. */
const writeAnewFrom = async (seq: number): Promise<void> => {
  const rows = await server.sql('select detail from audit where seq >= $1 order by seq', [seq]);
  await server.sql('delete from audit where seq >= $1', [seq]);
  for (const row of rows)
    await server.sql(`select audit_append('somebody else', 'page', null, null, null, $1)`, [
      row['detail'],
    ]);
};

describe('the audit chain beside its signed checkpoints', () => {
  it('is whole, and may have grown since', async () => {
    expect(await verify()).toMatchObject({ ok: true, rows: 7 });
  });

  it('is not whole when a row was edited', async () => {
    await server.sql(`update audit set person_id = 'somebody else' where seq = 2`);
    expect(await verify()).toEqual({ ok: false, seq: 2, fault: 'changed' });
  });

  it('is not whole when a row was edited and every hash after it made to fit', async () => {
    await writeAnewFrom(2);
    expect(await verifyChain(readAudit(database))).toMatchObject({ ok: true, rows: 7 });
    expect(await verify()).toEqual({ ok: false, seq: 3, fault: 'rewritten' });
  });

  it('is not whole when a row was deleted', async () => {
    await server.sql('delete from audit where seq = 4');
    expect(await verify()).toEqual({ ok: false, seq: 5, fault: 'row-missing' });
  });

  it('is not whole when rows changed places', async () => {
    await server.sql('update audit set seq = -seq where seq in (4, 5)');
    await server.sql('update audit set seq = 9 + seq where seq < 0');
    expect(await verify()).toEqual({ ok: false, seq: 4, fault: 'not-linked' });
  });

  it('is not whole when its tail was cut', async () => {
    await server.sql('delete from audit where seq > 4');
    expect(await verifyChain(readAudit(database))).toMatchObject({ ok: true, rows: 4 });
    expect(await verify()).toEqual({ ok: false, seq: 5, fault: 'tail-cut' });
  });

  it('is not whole when all of it is gone', async () => {
    await server.sql('delete from audit');
    expect(await verify()).toEqual({ ok: false, seq: 1, fault: 'tail-cut' });
  });
});

describe('a checkpoint in the second place', () => {
  it('counts by our key alone; what is signed by another, or no checkpoint, is named', async () => {
    await server.sql('delete from audit where seq > 4');
    await signNow(generateKeyPairSync('ed25519').privateKey);
    const garbage = nextName();
    await place.put(garbage, Buffer.from('x'.repeat(10_000)));
    const { checkpoints, foreign } = await readCheckpoints(keptIn(place), [publicKey]);
    expect(checkpoints.map(({ seq }) => seq)).toEqual([3, 5]);
    expect(foreign).toHaveLength(2);
    expect(foreign).toContain(garbage);
  });
});
