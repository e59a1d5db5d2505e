import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createInProcessBell } from '../jobs/in-process.ts';
import { silentLog } from '../logging/log.ts';
import type { Database } from '../postgres/database.ts';
import { systemRandomness } from '../system/randomness.ts';
import { startWorker } from './worker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A database that answers when it is told to, and counts what it was asked. */
const slowDatabase = () => {
  const waiting: (() => void)[] = [];
  let asked = 0;
  const query = async (): Promise<{ rows: never[]; rowCount: number }> => {
    asked += 1;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return { rows: [], rowCount: 0 };
  };
  const database: Database = {
    query,
    transaction: () => Promise.reject(new Error('no transaction is made here')),
    close: async () => undefined,
  };
  return {
    database,
    asked: () => asked,
    answer: () => waiting.splice(0).forEach((resolve) => resolve()),
  };
};

describe('the sweep for work that is due', () => {
  it('waits for the one before it, and none piles up behind a slow database', async () => {
    const { database, asked, answer } = slowDatabase();
    const worker = await startWorker({
      service: 'ingest',
      database,
      bell: createInProcessBell({ onError: () => undefined }),
      handlers: [],
      randomness: systemRandomness,
      log: silentLog,
      leaseMs: 60_000,
      sweepMs: 2_000,
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toBe(1);
    answer();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked()).toBe(2);
    answer();
    await worker.stop();
  });
});
