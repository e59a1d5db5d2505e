import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import pg from 'pg';

import { codeOf, KuvertError } from '@kuvert/shared/errors';

import { connectionOptions } from './database.ts';

/** The services' own roles, by the service's name. */
export const serviceRoles = {
  ingest: 'kuvert_ingest',
  mailbox: 'kuvert_mailbox',
  outbound: 'kuvert_outbound',
} as const;

export type ServiceName = keyof typeof serviceRoles;

/** What the partners' room may do: without a login, taken by the mailbox for the room's connections. */
export const roomRole = 'kuvert_room';

export type RolePasswords = Readonly<Record<ServiceName, string>>;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

// Any fixed number: two migrators at once wait for each other.
const lockNumber = 7_046_810;

/**
 * Brings the database up to date with the files `NNNN_name.sql` in `folder`, each in a transaction of its own,
 * after the services' roles were made or had their passwords set. Run as the database's owner. With `upTo`, later
 * files are left for another time: a restore brings old data into the schema that they were made in.
 * @throws KuvertError `configuration-wrong` when a file that ran was changed since.
 */
export const migrate = async (
  ownerUrl: string,
  folder: string,
  passwords: RolePasswords,
  { upTo }: { readonly upTo?: string } = {},
): Promise<readonly string[]> => {
  const client = new pg.Client({ ...connectionOptions({ url: ownerUrl }), statement_timeout: 0 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber]);
    await ensureRoles(client, passwords);
    await client.query(
      `create table if not exists schema_migration
         (name text primary key, sha256 text not null, applied_at timestamptz not null)`,
    );
    const applied = await appliedMigrations(client);
    const ran: string[] = [];
    for (const migration of await readMigrations(folder)) {
      if (upTo !== undefined && migration.name > upTo) break;
      const before = applied.get(migration.name);
      if (before === undefined) {
        await runMigration(client, migration);
        ran.push(migration.name);
      } else if (before !== migration.sha256) {
        throw new KuvertError(
          'configuration-wrong',
          `migration ${migration.name} was changed after it ran`,
        );
      }
    }
    return ran;
  } finally {
    await client.end();
  }
};

/** Names of the migrations in `folder`, in order. */
export const readMigrations = async (folder: string): Promise<readonly Migration[]> => {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
};

const appliedMigrations = async (client: pg.Client): Promise<Map<string, string>> => {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration',
  );
  return new Map(rows.map((row) => [row.name, row.sha256]));
};

/** The row is inserted first: a second migrator that slipped past the lock fails before it changes anything. */
const runMigration = async (client: pg.Client, migration: Migration): Promise<void> => {
  await client.query('begin');
  try {
    await client.query('insert into schema_migration values ($1, $2, now())', [
      migration.name,
      migration.sha256,
    ]);
    await client.query(migration.sql);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
};

/** The owner may make roles and needn't be a superuser: ALTER names what every maker of a role may change and no more. */
const ensureRoles = async (client: pg.Client, passwords: RolePasswords): Promise<void> => {
  for (const [service, role] of Object.entries(serviceRoles) as [ServiceName, string][]) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    const name = pg.escapeIdentifier(role);
    const password = `password ${pg.escapeLiteral(passwords[service])}`;
    await unlessDisturbed(() =>
      client.query(
        rowCount === 0
          ? `create role ${name} login nocreatedb nocreaterole noinherit ${password}`
          : `alter role ${name} login ${password}`,
      ),
    );
  }
  await ensureRoomRole(client);
};

/** The mailbox inherits nothing of it: a connection is the one or the other. */
const ensureRoomRole = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [roomRole]);
  if (rowCount === 0)
    await unlessDisturbed(() =>
      client.query(`create role ${roomRole} nologin nocreatedb nocreaterole noinherit`),
    );
  const { rows } = await client.query<{ member: boolean }>(
    `select pg_has_role($1, $2, 'member') as member`,
    [serviceRoles.mailbox, roomRole],
  );
  if (!rows[0]?.member)
    await unlessDisturbed(() => client.query(`grant ${roomRole} to ${serviceRoles.mailbox}`));
};

/** Roles belong to the whole server, our lock to one database: another house's migration may change them right now. */
const unlessDisturbed = async (change: () => Promise<unknown>): Promise<void> => {
  for (let left = 5; ; left -= 1) {
    try {
      await change();
      return;
    } catch (error) {
      // internal_error: PostgreSQL's "tuple concurrently updated" has no code of its own
      if (left === 0 || codeOf(error) !== 'XX000') throw error;
    }
  }
};
