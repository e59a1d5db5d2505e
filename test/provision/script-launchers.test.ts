import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { components } from './components.ts';
import { runProgram } from './run-program.ts';
import { writeScriptLaunchers } from './script-launchers.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuvert unpacked '));
});
afterEach(() => rm(folder, { recursive: true }));

const unpacked = async (...programs: string[]): Promise<string> => {
  const root = join(folder, 'root');
  await mkdir(join(root, 'usr/bin'), { recursive: true });
  for (const name of programs) {
    const file = join(root, 'usr/bin', name);
    await writeFile(file, '#!/bin/sh\nprintf "%s|" "$@"\n', { mode: 0o755 });
  }
  return root;
};

describe('a script whose interpreter was unpacked beside it', () => {
  it('is run by that interpreter, wherever the folder is moved to', async () => {
    const root = await unpacked('python3', 'ocrmypdf');
    await writeScriptLaunchers(components.ocrmypdf, root);
    const moved = join(folder, 'moved');
    await rename(root, moved);
    const launcher = join(moved, 'scripts/ocrmypdf');
    const [script, ...args] = (await runProgram(launcher, ['-l', 'a b'])).split('|');
    expect(script).toMatch(/moved\/.*\/ocrmypdf$/);
    expect(args).toEqual(['-l', 'a b', '']);
  });

  it('is left to the system’s interpreter where there is one', async () => {
    const root = await unpacked('ocrmypdf');
    await writeScriptLaunchers(components.ocrmypdf, root);
    expect(existsSync(join(root, 'scripts'))).toBe(false);
  });
});
