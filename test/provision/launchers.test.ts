import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { writeLaunchers } from './launchers.ts';
import { runProgram } from './run-program.ts';

it('a program is called by its name, with its environment and its arguments, from a folder with any name', async () => {
  const folder = await mkdtemp(join(tmpdir(), "kuvert it's "));
  try {
    const command = join(folder, 'unpacked program');
    await writeFile(command, '#!/bin/sh\nprintf "%s|" "$LIBRARIES" "$@"\n');
    await chmod(command, 0o755);
    const env = { LIBRARIES: "/a b:/it's" };
    await writeLaunchers(new Map([['tool', { command, env }]]), join(folder, 'launchers'));
    const said = await runProgram(join(folder, 'launchers', 'tool'), ['-x', 'a b', '']);
    expect(said).toBe("/a b:/it's|-x|a b||");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
