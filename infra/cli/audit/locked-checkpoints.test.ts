import { generateKeyPairSync, randomUUID } from 'node:crypto';

import type { Client } from 'minio';
import { signCheckpoint } from '@kuvert/platform/checkpoints/checkpoint';
import { openKeptObjects, openObjectStore } from '@kuvert/platform/config/adapters';
import { createMinioClient } from '@kuvert/platform/objects/minio-client';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { asId, type ObjectName } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { need } from '@kuvert/testkit/needs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { verifyChain, type ChainResult } from './chain.ts';
import { readAudit, readAuditHead } from './read-audit.ts';
import { readCheckpoints, type FoundCheckpoints } from './read-checkpoints.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
let server: TestDatabase;
let database: Database;
/** As somebody who has stolen the mailbox's key; here that of the bucket's owner, who may more than it needs to. */
let thief: Client;
let bucket: string;
let place: ObjectStore;
let config: Parameters<typeof openKeptObjects>[0];

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

/** A bucket as docs/audit.md asks for it: object lock, compliance, and a retention by default. */
beforeEach(async () => {
  const { endPoint, port, accessKey, secretKey } = await need('s3');
  bucket = `checkpoints-${randomUUID()}`;
  thief = createMinioClient({ endPoint, port, accessKey, secretKey, useTls: false });
  await thief.makeBucket(bucket, 'us-east-1', { ObjectLocking: true });
  const lock = { mode: 'COMPLIANCE', unit: 'Days', validity: 1 } as const;
  // a promise, whatever its type says
  await Promise.resolve(thief.setObjectLockConfig(bucket, lock));
  config = {
    kind: 'minio',
    endpoint: `http://${endPoint}:${port}`,
    bucket,
    region: undefined,
    accessKey,
    secretKey: { kind: 'value', text: secretKey },
  };
  place = await openObjectStore(config);
  await server.sql('delete from audit');
});

const append = (rows: number) =>
  server.sql(
    `select audit_append('p', 'page', null, null, null, 'page ' || n) from generate_series(1, $1::int) n`,
    [rows],
  );

/** As the mailbox does each hour. */
const sign = async (): Promise<ObjectName> => {
  const head = await readAuditHead(database);
  if (!head) throw new Error('nothing was audited');
  const name = asId<'object'>(randomUUID());
  await place.put(name, signCheckpoint({ ...head, at: new Date() }, privateKey));
  return name;
};

const found = async (): Promise<FoundCheckpoints> =>
  readCheckpoints(await openKeptObjects(config), [publicKey]);

const verify = async (): Promise<ChainResult> =>
  verifyChain(readAudit(database), (await found()).checkpoints);

const versionOf = async (name: string): Promise<string> => {
  const { versionId } = await thief.statObject(bucket, name);
  if (versionId === undefined || versionId === null)
    throw new Error('the bucket keeps no versions');
  return versionId;
};

describe('a checkpoint under object lock', () => {
  it('is removed by nobody before its retention ends, not with governance bypassed either', async () => {
    await append(3);
    const name = await sign();
    const versionId = await versionOf(name);
    const denied = { code: 'AccessDenied' };
    await expect(thief.removeObject(bucket, name, { versionId })).rejects.toMatchObject(denied);
    await expect(
      thief.removeObject(bucket, name, { versionId, governanceBypass: true }),
    ).rejects.toMatchObject(denied);
    expect(await found()).toMatchObject({ checkpoints: [{ seq: 3 }], foreign: [], hidden: [] });
  });

  it('keeps its retention, which nobody shortens', async () => {
    await append(1);
    const name = await sign();
    const versionId = await versionOf(name);
    const sooner = new Date(Date.now() + 60_000);
    await expect(
      thief.putObjectRetention(bucket, name, {
        versionId,
        mode: 'COMPLIANCE',
        retainUntilDate: sooner.toISOString(),
        governanceBypass: true,
      }),
    ).rejects.toMatchObject({ code: 'AccessDenied' });
    const kept = await thief.getObjectRetention(bucket, name, { versionId });
    expect(JSON.stringify(kept)).toContain('COMPLIANCE');
  });

  it('still shows the tail that was cut after it was deleted without a version', async () => {
    await append(5);
    const name = await sign();
    await thief.removeObject(bucket, name);
    await server.sql('delete from audit where seq > 3');
    // the store's own list sees none any more
    const listed = [];
    for await (const { name: each } of place.list()) listed.push(each);
    expect(listed).toEqual([]);
    expect(await verify()).toEqual({ ok: false, seq: 4, fault: 'tail-cut' });
    expect((await found()).hidden).toEqual([name]);
  });

  it('still counts after something was written over it, which is named', async () => {
    await append(5);
    const name = await sign();
    const head = await readAuditHead(database);
    const forged = signCheckpoint(
      { seq: 2, hash: head?.hash ?? '', at: new Date() },
      generateKeyPairSync('ed25519').privateKey,
    );
    await thief.putObject(bucket, name, Buffer.from(forged));
    await server.sql('delete from audit where seq > 3');
    expect(await verify()).toEqual({ ok: false, seq: 4, fault: 'tail-cut' });
    expect(await found()).toMatchObject({ foreign: [name], hidden: [name] });
  });
});
