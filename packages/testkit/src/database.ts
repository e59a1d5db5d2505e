import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { inject } from 'vitest';

/** Set at migration; tests log in as the services do. */
export const rolePasswords = {
  ingest: 'ingest-password',
  mailbox: 'mailbox-password',
  outbound: 'outbound-password',
} as const;

/** The migrated database that every test database is cloned from. */
export const templateDatabase = 'kuvert_template';

export interface TestDatabase {
  /** The owner's connection string: sees everything. */
  readonly ownerUrl: string;
  /** A service's own connection string: sees what its role may. */
  readonly urlOf: (service: keyof typeof rolePasswords) => string;
  /** Runs SQL as the owner. */
  readonly sql: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
  readonly drop: () => Promise<void>;
}

/** A migrated database of one's own, in some 50 ms where the server's files lie in memory; of the run's server, or of another that has the template. */
export const createTestDatabase = async (
  serverUrl: string = inject('postgresUrl'),
): Promise<TestDatabase> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(
    serverUrl,
    // its files as they are: block by block through the log takes three times as long
    `create database ${name} template ${templateDatabase} strategy file_copy`,
  );
  const ownerUrl = urlTo(serverUrl, name);
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  pool.on('error', () => undefined);
  return {
    ownerUrl,
    urlOf: (service) => {
      const url = new URL(ownerUrl);
      url.username = `kuvert_${service}`;
      url.password = rolePasswords[service];
      return url.href;
    },
    sql: async (text, values) => (await pool.query(text, values)).rows,
    drop: async () => {
      await pool.end();
      await administer(serverUrl, `drop database ${name} with (force)`);
    },
  };
};

const urlTo = (serverUrl: string, database: string): string => {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
};

const administer = async (serverUrl: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: urlTo(serverUrl, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};
