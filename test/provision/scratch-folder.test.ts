import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { expect, it } from 'vitest';

import { makeScratchFolder, removeLeftovers } from './scratch-folder.ts';

it.for([
  ['is none', '/nowhere'],
  ['is one that is not in memory', import.meta.dirname],
])('lies where temporary files do when there %s', async ([, memory]) => {
  const folder = await makeScratchFolder(memory);
  expect(dirname(folder)).toBe(tmpdir());
  await rm(folder, { recursive: true });
});

it('goes when its run was killed, and no other does', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'memory-'));
  // the greatest number that Linux gives a process is 2^22
  const [dead, alive] = [`kuvert-tests-${2 ** 22 + 1}-a`, `kuvert-tests-${process.pid}-a`];
  for (const name of [dead, alive, 'another']) await mkdir(join(parent, name));
  await removeLeftovers(parent);
  expect((await readdir(parent)).toSorted()).toEqual(['another', alive]);
  await rm(parent, { recursive: true });
});
