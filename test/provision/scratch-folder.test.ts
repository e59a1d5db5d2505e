import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';

import { expect, it } from 'vitest';

import { makeScratchFolder } from './scratch-folder.ts';

it.for([
  ['is none', '/nowhere'],
  ['is one that is not in memory', import.meta.dirname],
])('lies where temporary files do when there %s', async ([, memory]) => {
  const folder = await makeScratchFolder(memory);
  expect(dirname(folder)).toBe(tmpdir());
  await rm(folder, { recursive: true });
});
