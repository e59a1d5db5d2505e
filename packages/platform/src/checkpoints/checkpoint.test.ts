import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { createCheckpointKey, readCheckpointKey, readCheckpointPublicKey } from './key-file.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const checkpoint = { seq: 12, hash: 'ab'.repeat(32), at: new Date('2026-11-28T04:00:00.000Z') };

describe('a checkpoint', () => {
  it('is read as it was signed', () => {
    expect(openCheckpoint(signCheckpoint(checkpoint, privateKey), [publicKey])).toEqual(checkpoint);
  });

  it('is plain text that anybody reads', () => {
    expect(Buffer.from(signCheckpoint(checkpoint, privateKey)).toString()).toMatch(
      /^kuvert audit checkpoint 1\nseq 12\nhash (ab){32}\nat 2026-11-28T04:00:00\.000Z\nsignature [\w+/=]{88}\n$/,
    );
  });

  it.each([
    ['another row', 'seq 12', 'seq 13'],
    ['another hash', 'hash ab', 'hash bb'],
    ['another time', '04:00', '05:00'],
    ['a line more', 'signature', 'x\nsignature'],
  ])('is none with %s than was signed', (_what, was, is) => {
    const text = Buffer.from(signCheckpoint(checkpoint, privateKey)).toString();
    expect(openCheckpoint(Buffer.from(text.replace(was, is)), [publicKey])).toBeUndefined();
  });

  it('is none by another key', () => {
    const other = generateKeyPairSync('ed25519').publicKey;
    expect(openCheckpoint(signCheckpoint(checkpoint, privateKey), [other])).toBeUndefined();
  });
});

describe('the key of checkpoints', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kuvert-checkpoint-key-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is made once, for its owner alone, with a public half that opens what it signs', async () => {
    const path = join(folder, 'key.pem');
    await createCheckpointKey(path);
    await expect(createCheckpointKey(path)).rejects.toMatchObject({ code: 'key-exists' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const signed = signCheckpoint(checkpoint, await readCheckpointKey(path));
    expect(openCheckpoint(signed, [await readCheckpointPublicKey(`${path}.pub`)])).toEqual(
      checkpoint,
    );
    expect(await readFile(`${path}.pub`, 'utf8')).not.toContain('PRIVATE');
  });

  it('is no key of another kind', async () => {
    const path = join(folder, 'p256.pem');
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(path, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
    });
    await expect(readCheckpointKey(path)).rejects.toMatchObject({ code: 'configuration-wrong' });
  });
});
