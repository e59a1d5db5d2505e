import { resolve } from 'node:path';

import { systemClock } from '@kuvert/shared/clock';
import { systemRandomness } from '@kuvert/platform/system/randomness';

import { commands } from './commands/commands.ts';
import { findOwnHouse } from './own-house.ts';
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), {
  commands,
  environment: process.env,
  clock: systemClock,
  randomness: systemRandomness,
  // pnpm runs scripts in the project's folder and says where it was called
  resolvePath: (path) => resolve(process.env['INIT_CWD'] ?? '.', path),
  ownHouse: () => findOwnHouse(process.env, process.getuid?.() === 0),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
