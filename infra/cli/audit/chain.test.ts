import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { formatHead, parseHead, verifyChain, type AuditHead } from './chain.ts';
import { readAudit, readAuditHead } from './read-audit.ts';

let server: TestDatabase;
let database: Database;
let head: AuditHead;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(async () => {
  await server.sql('delete from audit');
  for (let n = 1; n <= 5; n++)
    await server.sql('select audit_append($1, $2, null, null, null, $3)', [
      `person ${n}`,
      'document-opened',
      'a "detail" with \\ and a\ttab',
    ]);
  head = (await readAuditHead(database)) ?? { seq: 0, hash: '' };
});

const verify = (...known: AuditHead[]) => verifyChain(readAudit(database), known);

describe('the audit chain', () => {
  it('is whole as the database wrote it', async () => {
    expect(await verify()).toEqual({ ok: true, rows: 5, head });
  });

  it('is whole when it is empty', async () => {
    await server.sql('delete from audit');
    expect(await verify()).toEqual({ ok: true, rows: 0, head: undefined });
  });

  it.each([
    "at = at + interval '1 microsecond'",
    "service = 'kuvert_mailbox'",
    "person_id = 'somebody else'",
    "action = 'document-listed'",
    "department_id = 'd'",
    "message_id = 'm'",
    "document_id = 'x'",
    'detail = null',
  ])('breaks at the row that was changed (%s)', async (change) => {
    await server.sql(`update audit set ${change} where seq = 3`);
    expect(await verify()).toEqual({ ok: false, seq: 3, fault: 'changed' });
  });

  it('breaks after a row that was removed', async () => {
    await server.sql('delete from audit where seq = 3');
    expect(await verify()).toEqual({ ok: false, seq: 4, fault: 'row-missing' });
  });

  it('breaks when its first row was removed', async () => {
    await server.sql('delete from audit where seq = 1');
    expect(await verify()).toEqual({ ok: false, seq: 2, fault: 'row-missing' });
  });

  it('breaks after a removed row whose number was given to the next ones', async () => {
    await server.sql('delete from audit where seq = 3');
    await server.sql('update audit set seq = seq - 1 where seq = 4');
    expect(await verify()).toEqual({ ok: false, seq: 3, fault: 'not-linked' });
  });

  it('breaks at a row that was inserted', async () => {
    await server.sql('update audit set seq = seq + 100 where seq >= 3');
    await server.sql('update audit set seq = seq - 99 where seq >= 100');
    await server.sql(
      `insert into audit select 3, at, service, person_id, action, department_id, message_id, document_id,
              detail, hash, repeat('0', 64) from audit where seq = 2`,
    );
    expect(await verify()).toEqual({ ok: false, seq: 3, fault: 'changed' });
  });

  it('breaks where two rows changed places', async () => {
    await server.sql('update audit set seq = -seq where seq in (2, 3)');
    await server.sql('update audit set seq = 5 + seq where seq < 0');
    expect(await verify()).toEqual({ ok: false, seq: 2, fault: 'not-linked' });
  });

  it('looks whole after its tail was cut, unless its head is known', async () => {
    await server.sql('delete from audit where seq > 3');
    expect(await verify()).toMatchObject({ ok: true, rows: 3 });
    expect(await verify(head)).toEqual({ ok: false, seq: 4, fault: 'tail-cut' });
  });

  it('is seen through when it was written anew', async () => {
    await server.sql('delete from audit where seq >= 5');
    await server.sql("select audit_append(null, 'document-opened', null, null, null, null)");
    expect(await verify()).toMatchObject({ ok: true, rows: 5 });
    expect(await verify(head)).toEqual({ ok: false, seq: 5, fault: 'rewritten' });
  });

  it('may have grown since its head was written down', async () => {
    await server.sql("select audit_append(null, 'document-opened', null, null, null, null)");
    expect(await verify(head)).toMatchObject({ ok: true, rows: 6 });
  });
});

describe('a head of the chain that was written down', () => {
  it('is read as it was printed', () => {
    const known = { seq: 12, hash: 'ab'.repeat(32) };
    expect(parseHead(formatHead(known))).toEqual(known);
  });

  it.each(['', '12', `0:${'ab'.repeat(32)}`, '12:ab', `12:${'AB'.repeat(32)}`])(
    'is refused as %j',
    (text) => {
      expect(parseHead(text)).toBeUndefined();
    },
  );
});
