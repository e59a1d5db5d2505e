import { fileURLToPath } from 'node:url';

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, inject } from 'vitest';

import { rolePasswords } from '@kuvert/testkit/database';

import { migrate, readMigrations, serviceRoles } from './migrate.ts';

const folder = fileURLToPath(new URL('../../../../infra/migrations', import.meta.url));
const owner = `owner_${process.pid}`;

const administer = async (...statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
};

const urlOf = (user: string, password: string): string => {
  const url = new URL(inject('postgresUrl'));
  Object.assign(url, { username: user, password, pathname: `/${owner}` });
  return url.href;
};

// As on a server where the owner made the services' roles: it may change them, and is no superuser.
beforeAll(() =>
  administer(
    `create role ${owner} login createrole password 'owner'`,
    ...Object.values(serviceRoles).map((role) => `grant ${role} to ${owner} with admin option`),
    `create database ${owner} owner ${owner}`,
  ),
);
afterAll(() =>
  administer(
    `drop database ${owner} with (force)`,
    ...Object.values(serviceRoles).map((role) => `revoke ${role} from ${owner}`),
    `drop role ${owner}`,
  ),
);

describe('migrating as an owner who is no superuser', () => {
  it('stops where it is told to, and goes on later', async () => {
    const names = (await readMigrations(folder)).map(({ name }) => name);
    const [first = '', ...others] = names;
    const run = (upTo?: string) =>
      migrate(urlOf(owner, 'owner'), folder, rolePasswords, upTo === undefined ? {} : { upTo });
    expect(await run(first)).toEqual([first]);
    expect(await run()).toEqual(others);
    expect(await run()).toEqual([]);
  });

  it('lets the services in with their passwords', async () => {
    const url = urlOf(serviceRoles.ingest, rolePasswords.ingest);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rowCount } = await client.query('select from schema_migration');
    await client.end();
    expect(rowCount).toBeGreaterThan(0);
  });
});
