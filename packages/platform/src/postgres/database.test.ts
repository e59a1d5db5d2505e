import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { codeOf } from '@kuvert/shared/errors';
import { createTestDatabase, rolePasswords, type TestDatabase } from '@kuvert/testkit/database';

import { openDatabase } from './database.ts';

let server: TestDatabase;
let folder: string;
beforeAll(async () => {
  server = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kuvert-password-'));
});
afterAll(async () => {
  await server.drop();
  await rm(folder, { recursive: true });
});

const withPasswordFile = async (mode: number): Promise<string> => {
  const file = join(folder, `password ${mode}`);
  await writeFile(file, `${rolePasswords.ingest}\n`);
  await chmod(file, mode);
  const url = new URL(server.urlOf('ingest'));
  url.password = '';
  url.searchParams.set('password_file', file);
  return url.href;
};

const whoAmI = async (url: string): Promise<unknown> => {
  const database = openDatabase({ url, onError: () => undefined });
  try {
    return (await database.query('select current_user as role')).rows;
  } finally {
    await database.close();
  }
};

describe('a transaction', () => {
  const run = async (end: string): Promise<unknown> => {
    const database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
    try {
      return await database.transaction((transaction) => transaction.query(end));
    } catch (error) {
      return codeOf(error);
    } finally {
      await database.close();
    }
  };

  it('that fails before its commit has the reason', async () => {
    expect(await run('select 1 / 0')).toBe('22012');
  });

  it('whose connection is lost before its commit has certainly not happened', async () => {
    expect(await run('select pg_terminate_backend(pg_backend_pid())')).toBe('57P01');
  });

  it('that fails at its commit may have happened', async () => {
    await server.sql('create table parent (id integer primary key)');
    await server.sql(
      'create table child (id integer references parent deferrable initially deferred)',
    );
    expect(await run('insert into child values (1)')).toBe('commit-unknown');
  });
});

describe('a database URL that names a password file', () => {
  it('logs in with the password in it', async () => {
    expect(await whoAmI(await withPasswordFile(0o600))).toEqual([{ role: 'kuvert_ingest' }]);
  });

  it('is refused when others may read the file', async () => {
    await expect(withPasswordFile(0o644).then(whoAmI)).rejects.toMatchObject({
      code: 'configuration-wrong',
    });
  });
});
