import { chmod, mkdtemp, readFile, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, generateX25519Identity } from 'age-encryption';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asId } from '@kuvert/shared/ids';
import type { Recipient } from '@kuvert/shared/ports/vault';
import { newHybridIdentity } from '../vault/hybrid.ts';
import { createKeyFile, openKeyFile, publicHalfPath, readPublicHalf } from './key-file.ts';
import { createKeyProvider } from './provider.ts';
import { readSecretFile } from './secret-file.ts';
import { createKeyWrapper } from './wrapper.ts';

const passphrase = 'q7Zs1vYw3mXc9Lr5Tb8KpA';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert-keys-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the key file', () => {
  let path: string;
  let master: Recipient;
  beforeAll(async () => {
    path = join(await mkdtemp(join(folder, 'a-')), 'master.key');
    master = await createKeyFile(path, passphrase, 'generated');
  });
  beforeEach(() => chmod(path, 0o600));

  it('can be read by its owner alone', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('leaves its public half beside it and nothing else', async () => {
    expect(await readPublicHalf(publicHalfPath(path))).toBe(master);
    expect((await readdir(join(path, '..'))).toSorted()).toEqual(['master.key', 'master.pub']);
  });

  it('is a plain age file under the passphrase', async () => {
    const age = new Decrypter();
    age.addPassphrase(passphrase);
    expect(await age.decrypt(await readFile(path), 'text')).toMatch(/^AGE-SECRET-KEY-PQ-1/);
  });

  it('opens with its passphrase and unwraps what was wrapped with the public half alone', async () => {
    const { identity } = await newHybridIdentity();
    const wrapped = await createKeyWrapper(master).wrap(identity);
    const provider = await openKeyFile(path, passphrase);
    expect(provider.recipient).toBe(master);
    expect(await provider.unwrap(wrapped)).toBe(identity);
  });

  it('does not open with another passphrase', async () => {
    await expect(openKeyFile(path, `${passphrase}x`)).rejects.toMatchObject({
      code: 'passphrase-wrong',
    });
  });

  it.each([0o640, 0o604, 0o620])('is refused by name when its mode is %o', async (mode) => {
    await chmod(path, mode);
    const refused = openKeyFile(path, passphrase);
    await expect(refused).rejects.toMatchObject({ code: 'configuration-wrong' });
    await expect(refused).rejects.toThrow(path);
  });

  it('is never overwritten', async () => {
    const before = await readFile(path);
    await expect(createKeyFile(path, passphrase, 'generated')).rejects.toMatchObject({
      code: 'key-exists',
    });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await readPublicHalf(publicHalfPath(path))).toBe(master);
  });

  it('puts back a public half that a crash kept from being written', async () => {
    await rm(publicHalfPath(path));
    await openKeyFile(path, passphrase);
    expect(await readPublicHalf(publicHalfPath(path))).toBe(master);
  });

  it('is refused when the public half beside it belongs to another key', async () => {
    const { recipient } = await newHybridIdentity();
    await writeFile(publicHalfPath(path), recipient);
    await expect(openKeyFile(path, passphrase)).rejects.toMatchObject({
      code: 'configuration-wrong',
    });
    await writeFile(publicHalfPath(path), `${master}\n`);
  });

  it('is missing by name when there is none', async () => {
    await expect(openKeyFile(join(folder, 'none'), passphrase)).rejects.toMatchObject({
      code: 'key-missing',
    });
  });

  it('is not made under a generated passphrase of less than 128 bits', async () => {
    const short = createKeyFile(join(folder, 'short'), 'abcdefghijklmnopqrstu', 'generated');
    await expect(short).rejects.toMatchObject({ code: 'configuration-wrong' });
  });
});

describe('the key provider', () => {
  it('refuses an identity that was wrapped for another master key', async () => {
    const provider = createKeyProvider(await newHybridIdentity());
    const other = createKeyProvider(await newHybridIdentity());
    const wrapped = await other.wrap((await newHybridIdentity()).identity);
    await expect(provider.unwrap(wrapped)).rejects.toMatchObject({ code: 'key-locked' });
  });

  it('refuses a wrapped thing that is no hybrid identity', async () => {
    const provider = createKeyProvider(await newHybridIdentity());
    const wrapped = await provider.wrap(asId(await generateX25519Identity()));
    await expect(provider.unwrap(wrapped)).rejects.toMatchObject({ code: 'key-locked' });
  });

  it('refuses what is too large for a wrapped identity', async () => {
    const provider = createKeyProvider(await newHybridIdentity());
    await expect(provider.unwrap(new Uint8Array(20_000))).rejects.toMatchObject({
      code: 'key-locked',
    });
  });

  it('is not made for a classical master recipient', () => {
    const classical: Recipient = asId(
      'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
    );
    expect(() => createKeyWrapper(classical)).toThrow(
      expect.objectContaining({ code: 'recipient-not-hybrid' }),
    );
  });
});

describe('a secret file', () => {
  const secret = async (text: string, mode: number): Promise<string> => {
    const path = join(await mkdtemp(join(folder, 's-')), 'secret');
    await writeFile(path, text, { mode });
    await chmod(path, mode);
    return path;
  };

  it('loses the one newline at its end', async () => {
    expect(await readSecretFile(await secret('open sesame\n\n', 0o600))).toBe('open sesame\n');
  });

  it('is refused when the group may read it', async () => {
    await expect(readSecretFile(await secret('x', 0o640))).rejects.toMatchObject({
      code: 'configuration-wrong',
    });
  });

  it("may show group bits among the service manager's credentials", async () => {
    const path = await secret('from the service manager', 0o440);
    const options = { credentialsRoot: await realpath(join(path, '..')) };
    expect(await readSecretFile(path, options)).toBe('from the service manager');
  });

  it('is refused with group bits elsewhere', async () => {
    const options = { credentialsRoot: '/run/credentials' };
    await expect(readSecretFile(await secret('x', 0o440), options)).rejects.toMatchObject({
      code: 'configuration-wrong',
    });
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(70_000)],
  ])('is refused when it is %s', async (_, text) => {
    await expect(readSecretFile(await secret(text, 0o600))).rejects.toMatchObject({
      code: 'configuration-wrong',
    });
  });

  it('is refused when it is a directory', async () => {
    await expect(readSecretFile(folder)).rejects.toMatchObject({ code: 'configuration-wrong' });
  });
});
