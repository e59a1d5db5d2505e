import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { SCRIPTS_FOLDER, type Component } from './components.ts';

/**
 * Scripts name their interpreter by its path in the system. Where packages were unpacked into `root` and
 * brought it along, each script gets a launcher that runs it by that one, wherever `root` is moved to.
 */
export const writeScriptLaunchers = async (
  { programs, interpreter }: Component,
  root: string,
): Promise<void> => {
  if (interpreter === undefined || !existsSync(join(root, 'usr/bin', interpreter))) return;
  await mkdir(join(root, SCRIPTS_FOLDER), { recursive: true });
  for (const name of programs) {
    const script = `#!/bin/sh\nbin="\${0%/*}/../usr/bin"\nexec "$bin/${interpreter}" "$bin/${name}" "$@"\n`;
    await writeFile(join(root, SCRIPTS_FOLDER, name), script, { mode: 0o755 });
  }
};
