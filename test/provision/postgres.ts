import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import pg from 'pg';

import { startEmbeddedPostgres, type EmbeddedPostgres } from '@kuvert/platform/postgres/embedded';
import { migrate } from '@kuvert/platform/postgres/migrate';
import { rolePasswords, templateDatabase } from '@kuvert/testkit/database';

/** A PostgreSQL of one's own with the migrated database that others are cloned from. Its folder is reachable by others. */
export const startPostgres = async (
  folder: string,
  { durable }: { readonly durable: boolean },
): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres({
    dataFolder: join(folder, 'postgres'),
    binariesFolder: join(folder, 'programs'),
    logFile: join(folder, 'postgres.log'),
    password: randomBytes(16).toString('hex'),
    durable,
  });
  await makeTemplate(postgres.url);
  return postgres;
};

const makeTemplate = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${templateDatabase}`);
  await client.end();
  const template = new URL(url);
  template.pathname = `/${templateDatabase}`;
  await migrate(template.href, join(import.meta.dirname, '../../infra/migrations'), rolePasswords);
};
