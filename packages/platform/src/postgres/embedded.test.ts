import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startEmbeddedPostgres, type EmbeddedOptions } from './embedded.ts';

let base: string;
let options: EmbeddedOptions;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'kuvert-postgres-'));
  await chmod(base, 0o755);
  options = {
    dataFolder: join(base, 'data'),
    binariesFolder: join(base, 'programs'),
    logFile: join(base, 'log'),
    password: 'p@ss/word',
    durable: false,
  };
});
afterEach(() => rm(base, { recursive: true, force: true }));

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('the embedded PostgreSQL', () => {
  it('keeps its data from one start to the next', async () => {
    const first = await startEmbeddedPostgres(options);
    await ask(first.url, 'create table kept as select 7 as n');
    await first.stop();
    const second = await startEmbeddedPostgres(options);
    try {
      expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    } finally {
      await second.stop();
    }
  });

  it('ends an orphan on its folder and starts anew with its data', async () => {
    const orphan = await startEmbeddedPostgres(options);
    await ask(orphan.url, 'create table kept as select 8 as n');
    const next = await startEmbeddedPostgres(options);
    try {
      await orphan.ended;
      expect(await ask(next.url, 'select n from kept')).toEqual([{ n: 8 }]);
    } finally {
      await next.stop();
    }
  });

  it('says why it could not be made', async () => {
    await expect(startEmbeddedPostgres({ ...options, password: '' })).rejects.toThrow(
      /could not be made: .*password file .* is empty/s,
    );
  });
});
