import { mkdir, mkdtemp, readdir, rm, rmdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectStoreContract } from '@kuvert/testkit/object-store-contract';
import { asId } from '@kuvert/shared/ids';
import { createFolderStore } from './folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert-objects-'));
});
afterAll(() => rm(folder, { recursive: true }));

objectStoreContract('a folder', async () => createFolderStore(join(folder, 'contract')));

describe('the folder store', () => {
  const name = asId<'object'>('abcdef01-2345-4789-8abc-def012345678');
  const newRoot = (): Promise<string> => mkdtemp(join(folder, 'root-'));
  const namesIn = async (root: string): Promise<string[]> => {
    const store = await createFolderStore(root);
    const names: string[] = [];
    for await (const each of store.list()) names.push(each.name);
    return names;
  };
  const leaveHalfWritten = async (root: string, ageMs: number): Promise<string> => {
    const path = join(root, 'ab', 'cd', `.${name}.0.tmp`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'half');
    const then = new Date(Date.now() - ageMs);
    await utimes(path, then, then);
    return path;
  };

  it('spreads objects over two levels by the first characters of their names', async () => {
    const root = await newRoot();
    await (await createFolderStore(root)).put(name, Buffer.from('x'));
    expect(await readdir(join(root, 'ab', 'cd'))).toEqual([name]);
  });

  it('finds what an earlier process put', async () => {
    const root = await newRoot();
    await (await createFolderStore(root)).put(name, Buffer.from('kept'));
    const later = await createFolderStore(root);
    expect(Buffer.from(await later.get(name, 10)).toString()).toBe('kept');
  });

  it('lists nothing that is half written', async () => {
    const root = await newRoot();
    await leaveHalfWritten(root, 0);
    expect(await namesIn(root)).toEqual([]);
  });

  it('cleans away what a crash left half written', async () => {
    const root = await newRoot();
    const path = await leaveHalfWritten(root, 2 * 60 * 60 * 1000);
    await createFolderStore(root);
    expect(await readdir(dirname(path))).toEqual([]);
  });

  it('leaves alone what another process may be writing now', async () => {
    const root = await newRoot();
    const path = await leaveHalfWritten(root, 60 * 1000);
    await createFolderStore(root);
    expect(await readdir(dirname(path))).toHaveLength(1);
  });

  it('says that it cannot be used when the folder is gone', async () => {
    const root = await newRoot();
    const store = await createFolderStore(root);
    await rmdir(root);
    await expect(store.check()).rejects.toMatchObject({ code: 'object-store-failed' });
  });

  it('is checked by many at once, and nothing of it stays', async () => {
    const root = await newRoot();
    const stores = await Promise.all([1, 2].map(() => createFolderStore(root)));
    await Promise.all(stores.flatMap((store) => [store.check(), store.check(), store.check()]));
    expect(await readdir(root)).toEqual([]);
  });

  it('does not start on a file', async () => {
    const path = join(folder, 'a-file');
    await writeFile(path, '');
    await expect(createFolderStore(path)).rejects.toMatchObject({ code: 'object-store-failed' });
  });
});
