import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { createInProcessBell } from '../jobs/in-process.ts';
import { silentLog } from '../logging/log.ts';
import { openDatabase, type Database } from '../postgres/database.ts';
import { addWork, endWork } from './work.ts';
import { startWorker, type Worker, type WorkHandler } from './worker.ts';

const randomness = { uuid: () => randomUUID() };
let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.urlOf('ingest'), onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const add = (kind: string): Promise<unknown> =>
  database.transaction((transaction) =>
    addWork(transaction, randomness, { service: 'ingest', kind, subject: randomUUID() }),
  );

/** A worker that looks for work at its start and whenever a place is left, and else hardly ever. */
const start = (handlers: readonly WorkHandler[]): Promise<Worker> =>
  startWorker({
    service: 'ingest',
    database,
    bell: createInProcessBell({ onError: () => undefined }),
    handlers,
    randomness,
    log: silentLog,
    leaseMs: 60_000,
    sweepMs: 3_600_000,
  });

const end = async (work: Parameters<typeof endWork>[1]): Promise<void> =>
  database.transaction((transaction) => endWork(transaction, work));

const patience = { timeout: 20_000 };

describe('a kind of work with a number of places', () => {
  it('is never under way more often, keeps no other kind waiting, and all of it is done', async () => {
    const gate = Promise.withResolvers<void>();
    const ended: string[] = [];
    let now = 0;
    let most = 0;
    const slow: WorkHandler = {
      kind: 'slow',
      atOnce: 1,
      retryAfterMs: () => 0,
      handle: async (work) => {
        most = Math.max(most, ++now);
        await gate.promise;
        await end(work);
        now -= 1;
        ended.push('slow');
      },
    };
    const quick: WorkHandler = {
      kind: 'quick',
      retryAfterMs: () => 0,
      handle: async (work) => {
        await end(work);
        ended.push('quick');
      },
    };
    for (let each = 0; each < 6; each += 1) await add('slow');
    await add('quick');
    const worker = await start([slow, quick]);
    await vi.waitFor(() => expect(ended).toEqual(['quick']), patience);
    gate.resolve();
    await vi.waitFor(() => expect(ended).toHaveLength(7), patience);
    expect(most).toBe(1);
    await worker.stop();
  });
});

describe('work under way when the worker stops', () => {
  it('is given back at once, and the try does not count', async () => {
    await add('long');
    const begun = Promise.withResolvers<void>();
    const worker = await start([
      {
        kind: 'long',
        retryAfterMs: () => 3_600_000,
        handle: (_work, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
            begun.resolve();
          }),
      },
    ]);
    await begun.promise;
    await worker.stop();
    const rows = await server.sql(
      `select attempts, leased_until, due_at <= now() as due from work where kind = 'long'`,
    );
    expect(rows).toEqual([{ attempts: 0, leased_until: null, due: true }]);
  });
});
