import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { asId } from '@kuvert/shared/ids';
import { systemClock } from '@kuvert/shared/clock';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { joinAgeFile } from '@kuvert/platform/vault/age-file';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { commands } from './commands/commands.ts';
import { readConfig } from './config.ts';
import { openFolderHouse } from './folder-house.ts';
import { run } from './run.ts';
import { openServerHouse } from './server-house.ts';
import { fileSealedDocument } from './testing/filed-document.ts';

const plain = Buffer.from('a referral that somebody waits for');

let server: TestDatabase;
let folder: string;
let data: string;
let environment: Record<string, string>;
let saved: { status: number; said: string };
let restored: { status: number; said: string };

const kuvert = async (...words: string[]): Promise<{ status: number; said: string }> => {
  let said = '';
  const hear = (text: string): void => void (said += text);
  const status = await run(words, {
    commands,
    environment,
    clock: systemClock,
    randomness: systemRandomness,
    resolvePath: (path) => path,
    ownHouse: () => Promise.resolve(undefined),
    out: hear,
    err: hear,
  });
  return { status, said };
};

beforeAll(async () => {
  server = await createTestDatabase();
  // as root the embedded database runs as another user, who has to get in
  folder = await mkdtemp(join(tmpdir(), 'kuvert-round-trip-'));
  await chmod(folder, 0o711);
  data = join(folder, 'house');
  environment = {
    KUVERT_OWNER_URL: server.ownerUrl,
    KUVERT_KEY_FILE: join(folder, 'keys', 'master.age'),
    KUVERT_KEY_PASSPHRASE_FILE: join(folder, 'keys', 'passphrase'),
    KUVERT_OBJECTS_DIR: join(folder, 'objects'),
  };
  await mkdir(join(folder, 'keys'), { mode: 0o700 });
  await kuvert('keys', 'init');
  const { said } = await kuvert('recovery', 'init', join(folder, 'recovery.txt'), '--json');
  environment['KUVERT_RECOVERY_RECIPIENT'] = (JSON.parse(said) as { recipient: string }).recipient;
  const house = await openServerHouse(readConfig(environment));
  await fileSealedDocument(
    {
      database: house.database,
      objects: await house.objects(),
      clock: systemClock,
      keyWrapper: await house.keyWrapper(),
    },
    plain,
  );
  await house.close();
  saved = await kuvert('backup', join(folder, 'house.kuvert'));
  restored = await kuvert(
    ...['restore', join(folder, 'house.kuvert'), '--identity', join(folder, 'recovery.txt')],
    ...['--data', data],
  );
});
afterAll(async () => {
  await server.drop();
  await rm(folder, { recursive: true });
});

describe('a house that was backed up', () => {
  it('says how much it was', () => {
    expect(saved).toMatchObject({
      status: 0,
      said: expect.stringContaining('1 documents, 1 objects'),
    });
  });
});

describe('taking everything out of a house', () => {
  it('is on record there', async () => {
    const rows = await server.sql(`select from audit where action = 'backup-begun'`);
    expect(rows).toHaveLength(1);
  });
});

describe('a house that was restored onto an empty folder', () => {
  it('is looked over at once', () => {
    expect(restored.said).toContain('1 documents, 1 objects');
    expect(restored.said).toMatch(
      /^ok {4}keys: the master key opens 1 key of departments and of the room$/m,
    );
    expect(restored.said).toMatch(/^ok {4}audit: the chain is whole: 3 rows$/m);
  });

  it("opens its document with the department's identity and the age library alone", async () => {
    const house = await openFolderHouse(data, systemRandomness);
    try {
      const { rows } = await house.database.query<{
        header: Buffer;
        name: string;
        wrapped: Buffer;
      }>(
        `select header, object_name as name, wrapped from document join department_identity using (key_id)`,
      );
      const [row] = rows;
      if (!row) throw new Error('no document');
      const age = new Decrypter();
      age.addIdentity(await (await house.keyProvider()).unwrap(row.wrapped));
      const payload = await (await house.objects()).get(asId(row.name), 10_000);
      const opened = await age.decrypt(joinAgeFile({ header: row.header, payload }));
      expect(Buffer.from(opened)).toEqual(plain);
    } finally {
      await house.close();
    }
  });

  it('goes on sealing for the same recovery recipient', async () => {
    const house = await openFolderHouse(data, systemRandomness);
    try {
      expect(await house.recoveryRecipient()).toBe(environment['KUVERT_RECOVERY_RECIPIENT']);
    } finally {
      await house.close();
    }
  });

  it('keeps its keys to its owner', async () => {
    expect((await stat(join(data, 'keys', 'master.age'))).mode & 0o777).toBe(0o600);
    expect((await readdir(join(data, 'keys'))).toSorted()).toEqual([
      'master.age',
      'master.pub',
      'recovery.pub',
    ]);
  });

  it('refuses to be restored onto again', async () => {
    const again = await kuvert(
      ...['restore', join(folder, 'house.kuvert'), '--identity', join(folder, 'recovery.txt')],
      ...['--data', data],
    );
    expect(again.said).toContain('[house-not-empty]');
  });
});
