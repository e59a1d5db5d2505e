import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { silentLog } from '@kuvert/platform/logging/log';
import { newestMigration } from '@kuvert/platform/postgres/schema-check';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { createOutbound, type Outbound } from './container.ts';

let server: TestDatabase;
let outbound: Outbound;

beforeAll(async () => {
  server = await createTestDatabase();
  outbound = await createOutbound(
    {
      databaseUrl: server.urlOf('outbound'),
      host: '127.0.0.1',
      operationsPort: 0,
      sending: undefined,
      webhooks: undefined,
      notices: undefined,
    },
    silentLog,
  );
});
afterAll(async () => {
  await outbound.stop();
  await server.drop();
});

describe('outbound', () => {
  it('is ready when its database is current', async () => {
    const { status, body } = await supertest(outbound.operationsOrigin).get('/readyz');
    expect([status, body]).toEqual([200, { status: 'ok', checks: { database: true } }]);
  });

  it('describes what it answers', async () => {
    const { body } = await supertest(outbound.operationsOrigin).get('/openapi.json');
    expect(Object.keys(body.paths)).toEqual(['/healthz', '/readyz', '/metrics']);
  });

  it('answers an unknown path with a problem of stable code', async () => {
    const { status, headers, body } = await supertest(outbound.operationsOrigin).get('/fax');
    expect([status, headers['content-type'], body.code]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
      'path-unknown',
    ]);
  });

  it('refuses to start on a database that was not migrated', async () => {
    await server.sql('delete from schema_migration where name = $1', [newestMigration]);
    const start = createOutbound(
      {
        databaseUrl: server.urlOf('outbound'),
        host: '127.0.0.1',
        operationsPort: 0,
        sending: undefined,
        webhooks: undefined,
        notices: undefined,
      },
      silentLog,
    );
    await expect(start).rejects.toMatchObject({ code: 'configuration-wrong' });
  });

  it.each(['message', 'document', 'department_identity', 'person', 'session'])(
    'may not read the table %s',
    async (table) => {
      const pg = await import('pg');
      const client = new pg.default.Client({ connectionString: server.urlOf('outbound') });
      await client.connect();
      await expect(client.query(`select from ${table}`)).rejects.toMatchObject({ code: '42501' });
      await client.end();
    },
  );
});
