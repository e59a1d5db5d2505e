import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Program } from './provision.ts';

/**
 * Makes programs callable by name for who knows nothing of provisioning: `folder`, put onto `PATH`, gets a
 * script for each, which says where its libraries were unpacked.
 */
export const writeLaunchers = async (
  programs: ReadonlyMap<string, Program>,
  folder: string,
): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const [name, { command, env }] of programs) {
    const settings = Object.entries(env).map(([key, value]) => `export ${key}=${quoted(value)}\n`);
    const script = `#!/bin/sh\n${settings.join('')}exec ${quoted(command)} "$@"\n`;
    await writeFile(join(folder, name), script, { mode: 0o755 });
  }
};

/** One word for the shell, whatever it holds. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
