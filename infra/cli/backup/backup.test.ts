import { mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { asId } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import { createKeyProvider } from '@kuvert/platform/keys/provider';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { joinAgeFile } from '@kuvert/platform/vault/age-file';
import { newHybridIdentity, type IdentityPair } from '@kuvert/platform/vault/hybrid';
import { createTestDatabase, rolePasswords, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';
import {
  createMemoryObjectStore,
  type MemoryObjectStore,
} from '@kuvert/testkit/memory-object-store';

import { verifyChain } from '../audit/chain.ts';
import { readAudit } from '../audit/read-audit.ts';
import { migrationsFolder } from '../migrations-folder.ts';
import { fileSealedDocument, type FiledDocument } from '../testing/filed-document.ts';
import { backup, type BackupReport } from './backup.ts';
import { restore, type NewHouse } from './restore.ts';

const clock = createFixedClock();
const plain = Buffer.from('a referral that somebody waits for');
const older = asId<'object'>('00000000-0000-4000-8000-000000000001');
const keys = new Map([['master.key', Buffer.from('the master key file')]]);

let folder: string;
let recovery: IdentityPair;
let master: ReturnType<typeof createKeyProvider>;
let from: TestDatabase;
let database: Database;
let objects: ObjectStore;
let document: FiledDocument;
let archive: string;
let report: BackupReport;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert-backup-'));
  recovery = await newHybridIdentity();
  master = createKeyProvider(await newHybridIdentity());
  from = await createTestDatabase();
  database = openDatabase({ url: from.ownerUrl, onError: () => undefined });
  objects = createMemoryObjectStore(clock);
  document = await fileSealedDocument({ database, objects, clock, keyWrapper: master }, plain);
  archive = join(folder, 'house.kuvert');
  report = await makeBackup(archive);
});
afterAll(async () => {
  await database.close();
  await from.drop();
  await rm(folder, { recursive: true });
});

const makeBackup = (path: string, store = objects): Promise<BackupReport> =>
  backup({
    ownerUrl: from.ownerUrl,
    objects: store,
    keys,
    recipient: recovery.recipient,
    clock,
  })(path);

describe('a backup', () => {
  it('counts what it holds', () => {
    expect(report).toMatchObject({ objects: 1, lost: [], auditHead: { seq: 1 } });
    expect(report.tables).toMatchObject({ department: 1, message: 1, document: 1, audit: 1 });
  });

  it('can be read by its owner alone and leaves nothing beside it', async () => {
    expect((await stat(archive)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['house.kuvert']);
  });

  it('is a plain age file that the recovery identity alone opens', async () => {
    const age = new Decrypter();
    age.addIdentity(recovery.identity);
    const tar = Buffer.from(await age.decrypt(await readFile(archive)));
    expect(tar.subarray(257, 262).toString()).toBe('ustar');
  });

  it('never overwrites a file', async () => {
    await expect(makeBackup(archive)).rejects.toMatchObject({ code: 'file-exists' });
  });

  it('leaves out who is logged in', () => {
    expect(Object.keys(report.tables)).not.toEqual(expect.arrayContaining(['session']));
    expect(Object.keys(report.tables)).not.toEqual(expect.arrayContaining(['login_attempt']));
  });

  it('saves all the rest when an object is gone, and names it', async () => {
    const path = join(folder, 'without');
    const { objects: count, lost } = await makeBackup(path, createMemoryObjectStore(clock));
    expect({ count, lost }).toEqual({
      count: 0,
      lost: [{ name: document.objectName, code: 'object-missing' }],
    });
    await rm(path);
  });

  it('leaves no file behind when the object store does not answer', async () => {
    const broken: ObjectStore = {
      ...objects,
      get: () => Promise.reject(Object.assign(new Error('away'), { code: 'object-store-failed' })),
    };
    await expect(makeBackup(join(folder, 'broken'), broken)).rejects.toMatchObject({
      code: 'object-store-failed',
    });
    expect(await readdir(folder)).toEqual(['house.kuvert']);
  });
});

describe('a restore', () => {
  let to: TestDatabase;
  let store: MemoryObjectStore;
  let placed: ReadonlyMap<string, Uint8Array> | undefined;
  beforeEach(async () => {
    to = await createTestDatabase();
    store = createMemoryObjectStore(clock);
    placed = undefined;
    return to.drop;
  });

  const house = (): NewHouse => ({
    ownerUrl: to.ownerUrl,
    rolePasswords,
    objects: store,
    placeKeys: async (found) => {
      placed = found;
    },
  });
  const run = (path = archive, identity = recovery.identity) =>
    restore({ migrationsFolder, openHouse: async () => house() })(path, identity);

  it("brings the document back, which opens with the department's identity", async () => {
    await run();
    const [row] = await to.sql<{ header: Buffer; object_name: string; wrapped: Buffer }>(
      'select header, object_name, wrapped from document join department_identity using (key_id)',
    );
    if (!row) throw new Error('no document');
    const age = new Decrypter();
    age.addIdentity(await master.unwrap(row.wrapped));
    const payload = await store.get(asId(row.object_name), 10_000);
    const opened = await age.decrypt(joinAgeFile({ header: row.header, payload }));
    expect(Buffer.from(opened)).toEqual(plain);
  });

  it('brings every table back as it was', async () => {
    await run();
    for (const table of Object.keys(report.tables).filter((name) => name !== 'audit')) {
      const rows = `select to_jsonb(t) from "${table}" t order by 1`;
      expect(await to.sql(rows)).toEqual(await from.sql(rows));
    }
  });

  it('goes on with the audit chain and says in it that the house was restored', async () => {
    await run();
    const there = openDatabase({ url: to.ownerUrl, onError: () => undefined });
    expect(
      await verifyChain(
        readAudit(there),
        [report.auditHead].filter((head) => head !== undefined),
      ),
    ).toMatchObject({
      ok: true,
      rows: 2,
    });
    await there.close();
  });

  it('brings originals back that made place for another', async () => {
    await from.sql(
      `insert into superseded_document select (jsonb_populate_record(null::superseded_document,
         to_jsonb(d) || jsonb_build_object('superseded_at', now()))).* from document d`,
    );
    await from.sql("update superseded_document set object_name = $1, id = 'older'", [older]);
    await objects.put(older, await objects.get(document.objectName, 10_000));
    const path = join(folder, 'superseded');
    await makeBackup(path);
    await from.sql('delete from superseded_document');
    await run(path);
    expect([...store.objects.keys()].toSorted()).toEqual([document.objectName, older].toSorted());
    await rm(path);
  });

  it('puts the keys in their places', async () => {
    await run();
    expect(Buffer.from(placed?.get('master.key') ?? []).toString()).toBe('the master key file');
  });

  it('goes into a database without any tables', async () => {
    await to.sql('drop schema public cascade');
    await to.sql('create schema public');
    await run();
    expect(await to.sql('select from document')).toHaveLength(1);
  });

  it('is refused by a house that is not empty', async () => {
    await to.sql("insert into department values ('d', 'Somebody', false, now())");
    await expect(run()).rejects.toMatchObject({ code: 'house-not-empty' });
    expect(store.objects.size).toBe(0);
  });

  it('is refused by a database that is ahead of the archive', async () => {
    await to.sql("insert into schema_migration values ('9999_later.sql', '', now())");
    await expect(run()).rejects.toMatchObject({ code: 'house-not-empty' });
  });

  it('is refused to another identity', async () => {
    const { identity } = await newHybridIdentity();
    await expect(run(archive, identity)).rejects.toMatchObject({ code: 'archive-locked' });
  });

  it('finishes one that was cut off after the objects were there', async () => {
    await store.put(asId(document.objectName), await objects.get(asId(document.objectName), 9_999));
    await run();
    expect(await to.sql('select from document')).toHaveLength(1);
  });

  it('leaves nothing behind when the keys cannot be placed', async () => {
    const refusing: NewHouse = { ...house(), placeKeys: () => Promise.reject(new Error('no')) };
    const failing = restore({ migrationsFolder, openHouse: async () => refusing });
    await expect(failing(archive, recovery.identity)).rejects.toThrow('no');
    expect(await to.sql('select from department')).toEqual([]);
    expect(store.objects.size).toBe(0);
  });

  describe('of a damaged archive', () => {
    let damagedCopy: string;
    let opened: boolean;
    beforeEach(async () => {
      damagedCopy = join(await mkdtemp(join(folder, 'd-')), 'copy');
      await writeFile(damagedCopy, await readFile(archive));
      opened = false;
    });
    const runDamaged = () =>
      restore({
        migrationsFolder,
        openHouse: async () => {
          opened = true;
          return house();
        },
      })(damagedCopy, recovery.identity);

    it.each([1, 16, 500])(
      'is refused before anything is written when %i bytes are cut off',
      async (cut) => {
        await truncate(damagedCopy, (await stat(damagedCopy)).size - cut);
        await expect(runDamaged()).rejects.toMatchObject({ code: 'archive-damaged' });
        expect(opened).toBe(false);
      },
    );

    it('is refused before anything is written when one bit is turned', async () => {
      const bytes = await readFile(damagedCopy);
      const middle = Math.floor(bytes.byteLength / 2);
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      await writeFile(damagedCopy, bytes);
      await expect(runDamaged()).rejects.toMatchObject({ code: 'archive-damaged' });
      expect(opened).toBe(false);
    });

    it('is refused when it is no archive at all', async () => {
      await writeFile(damagedCopy, 'hello');
      await expect(runDamaged()).rejects.toMatchObject({ code: 'archive-locked' });
    });
  });
});
