import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.urlOf('ingest'), onError: () => undefined });
  await server.sql(`insert into department values ('d', 'Care', false, now())`);
  await server.sql(
    `insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state,
       attention, pages, damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
     values ('available', 'd', 'c', '', '', now(), now(), 'available', null, 1, 0, 0, '{}', false, 'none'),
       ('attention', 'd', 'c', '', '', now(), now(), 'attention', 'jbig', null, null, null, null, false, 'none')`,
  );
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

/** As ingest adds it: nothing is read back. */
const order = (changes: Partial<Record<'service' | 'kind' | 'subject' | 'lease', string>>) =>
  database.query(
    `insert into work (id, service, kind, subject, due_at, created_at, lease_id)
     values (gen_random_uuid()::text, $1, $2, $3, now(), now(), $4) on conflict do nothing`,
    [
      changes.service ?? 'mailbox',
      changes.kind ?? 'recognise',
      changes.subject ?? 'available',
      changes.lease ?? null,
    ],
  );

describe('work that ingest adds for the mailbox', () => {
  it('is about a message that is available', async () => {
    await order({});
    const rows = await server.sql(`select kind, subject from work where service = 'mailbox'`);
    expect(rows).toEqual([{ kind: 'recognise', subject: 'available' }]);
  });

  it.each([
    ['of another kind', { kind: 'add-missing' }],
    ['about a message that needs attention', { subject: 'attention' }],
    ['about nothing', { subject: 'nothing' }],
    ['claimed already', { lease: 'mine' }],
    ['for another service', { service: 'outbound' }],
  ])('is refused when it is %s', async (_how, changes) => {
    await expect(order(changes)).rejects.toMatchObject({ code: '42501' });
  });

  it('can be neither seen nor changed by ingest', async () => {
    await order({});
    expect((await database.query(`select from work where service = 'mailbox'`)).rowCount).toBe(0);
    expect((await database.query(`update work set ended_at = now()`)).rowCount).toBe(0);
  });
});
