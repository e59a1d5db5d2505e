import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Decrypter } from 'age-encryption';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openKeyFile } from '@kuvert/platform/keys/key-file';
import { readSecretFile } from '@kuvert/platform/keys/secret-file';
import { need } from '@kuvert/testkit/needs';

import { readSample } from '../support/samples.ts';
import { staffAt, type Staff } from '../support/staff.ts';
import { startTestHouse, type TestHouse } from '../support/test-house.ts';
import { filesBelow, traceFinder, tracesBelow, type TraceIn } from '../support/traces.ts';

let house: TestHouse;
let database: pg.Client;
let anna: Staff;
let tiff: Uint8Array;
let redisUrl: string;
let messageId: string;
let temporary: string;
let traceIn: TraceIn;
let blocks: number;
let text: string;

/** A fax came in, was read by machine and by a person, downloaded and filed: all that could have left a trace has happened. */
beforeAll(async () => {
  redisUrl = (await need('redis')).url;
  temporary = await mkdtemp(join(tmpdir(), 'kuvert-temporary-'));
  house = await startTestHouse({
    readsText: true,
    extra: {
      ingest: { REDIS_URL: redisUrl, TMPDIR: temporary },
      mailbox: { REDIS_URL: redisUrl, TMPDIR: temporary },
      outbound: { TMPDIR: temporary },
    },
  });
  database = new pg.Client({ connectionString: house.ownerUrl });
  await database.connect();
  anna = await staffAt(house.mailboxOrigin, 'anna');
  tiff = await readSample('sp-3pages.tif');
  ({ traceIn, blocks } = traceFinder(tiff, ['REFERRAL', 'quick', 'jumps']));
  const { message = '' } = await house.carrier.send(
    { bytes: tiff, from: '+46317001234', to: '+46846500410', pages: 3 },
    { publicOrigin: house.ingestOrigin },
  );
  const filed = await anna.untilFiled(message);
  messageId = filed.id;
  await anna.bytes(`/api/messages/${filed.id}/pages/1?width=900`);
  const read = await anna.untilRead(filed.id);
  for (const { kind } of read.documents) await anna.download(read, kind);
  text = JSON.stringify(await anna.get(`/api/messages/${filed.id}/text`));
}, 180_000);
afterAll(async () => {
  await database.end();
  await house.remove();
  await rm(temporary, { recursive: true, force: true });
});

describe('what lies at rest after a fax was taken in, read by machine, looked at and downloaded', () => {
  it('is found by the search when it is there', () => {
    expect(traceIn(Buffer.from(tiff.subarray(1001, 1033)))).toBe('bytes of a strip');
    expect(traceIn(Buffer.from('x %PDF-1.7'))).toBe('the head of a PDF');
    expect(traceIn(Buffer.from(text))).toBe('a word of the text');
    expect(traceIn(Buffer.alloc(4096))).toBeUndefined();
    expect(blocks).toBeGreaterThan(1000);
  });

  it('has no trace of it in the object store', async () => {
    expect((await filesBelow(house.folder.objects)).length).toBeGreaterThan(1);
    expect(await tracesBelow(house.folder.objects, traceIn)).toEqual([]);
  });

  it("has no trace of it in the database's own files, write-ahead log included", async () => {
    await database.query('checkpoint');
    expect(await tracesBelow(house.folder.postgres, traceIn)).toEqual([]);
  });

  it('has no trace of it in any row', async () => {
    const { rows: tables } = await database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const { rows } = await database.query(`select * from ${pg.escapeIdentifier(name)}`);
      for (const row of rows)
        for (const value of Object.values(row as Record<string, unknown>)) {
          const bytes = value instanceof Buffer ? value : Buffer.from(JSON.stringify(value) ?? '');
          expect([name, traceIn(bytes)]).toEqual([name, undefined]);
        }
    }
  });

  it('has no trace of it, and nothing but ids, in Redis', async () => {
    const redis = new Redis(redisUrl);
    const keys = await redis.keys('*');
    for (const key of keys) {
      const dump = (await redis.dumpBuffer(key)) ?? Buffer.alloc(0);
      expect(traceIn(dump)).toBeUndefined();
      expect(dump.toString('latin1')).not.toMatch(/46317001234|46846500410/);
    }
    await redis.quit();
  });

  it('has no trace of it, nor of a number, in the logs', async () => {
    const logs = await filesBelow(house.folder.logs);
    expect(logs.length).toBe(4);
    expect(await tracesBelow(house.folder.logs, traceIn)).toEqual([]);
    for (const log of logs)
      expect(await readFile(log, 'utf8')).not.toMatch(/46317001234|46846500410|Anna|Socialtj/);
  });

  it('has no trace of it in the temporary folder', async () => {
    expect(await tracesBelow(temporary, traceIn)).toEqual([]);
  });
});

describe("ingest's own database role", () => {
  let ingest: pg.Client;
  beforeAll(async () => {
    const url = new URL(house.ownerUrl);
    url.username = 'kuvert_ingest';
    url.password = house.secrets.text('database-ingest');
    ingest = new pg.Client({ connectionString: url.href });
    await ingest.connect();
  });
  afterAll(() => ingest.end());

  it.each([
    'document',
    'department_identity',
    'person',
    'session',
    'membership',
    'audit',
    'timeline',
    'handling',
  ])('may not read %s', async (table) => {
    await expect(ingest.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  it('may not read whom a message is from', async () => {
    await expect(ingest.query('select from_number from message')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it.each(['document', 'audit', 'timeline', 'department_key'])(
    'may not change %s',
    async (table) => {
      await expect(ingest.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' });
    },
  );
});

describe('a sealed document', () => {
  it("opens with the department's identity by any age tool: header and payload are one age file", async () => {
    const { rows } = await database.query<{ header: Buffer; object_name: string; wrapped: Buffer }>(
      `select header, object_name, wrapped from document join department_identity using (key_id)
        where message_id = $1 and kind = 'original'`,
      [messageId],
    );
    const [row] = rows;
    if (!row) throw new Error('no document');
    const keys = await openKeyFile(
      house.keys.keyFile,
      await readSecretFile(house.secrets.file('master-passphrase')),
    );
    const name = row.object_name;
    const payload = await readFile(
      join(house.folder.objects, name.slice(0, 2), name.slice(2, 4), name),
    );
    const decrypter = new Decrypter();
    decrypter.addIdentity(await keys.unwrap(row.wrapped));
    const plain = await decrypter.decrypt(Buffer.concat([row.header, payload]));
    expect(Buffer.compare(plain, tiff)).toBe(0);
  });

  it('opens with the recovery identity too', async () => {
    const { rows } = await database.query<{ header: Buffer; object_name: string }>(
      "select header, object_name from document where message_id = $1 and kind = 'original'",
      [messageId],
    );
    const [row] = rows;
    if (!row) throw new Error('no document');
    const name = row.object_name;
    const payload = await readFile(
      join(house.folder.objects, name.slice(0, 2), name.slice(2, 4), name),
    );
    const decrypter = new Decrypter();
    decrypter.addIdentity(await readSecretFile(house.keys.recoveryFile));
    expect(
      Buffer.compare(await decrypter.decrypt(Buffer.concat([row.header, payload])), tiff),
    ).toBe(0);
  });
});
