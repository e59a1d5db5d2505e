import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  it('refuses a second house while the first one runs', async () => {
    await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'configuration-wrong' });
  });

  it('lets the next house in after it was released', async () => {
    await (await lockFolder(folder)).release();
    await expect(lockFolder(folder)).resolves.toBeDefined();
  });

  it.each([
    ['a process that is gone', '{"pid":4194304,"began":"1"}'],
    ['a process that began at another time', `{"pid":${process.pid},"began":"1"}`],
    ['nobody, cut short by a crash', '{"pid":'],
  ])('is taken over from %s', async (_, left) => {
    await writeFile(join(folder, 'house.lock'), left);
    await expect(lockFolder(folder)).resolves.toBeDefined();
  });
});
