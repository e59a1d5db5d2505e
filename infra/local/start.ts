import { join } from 'node:path';

import { missingParts } from './check-installed.ts';

/** `pnpm start`: the whole house in one command, until Ctrl-C. */
const checkout = join(import.meta.dirname, '../..');

// A reader that went away, as when a terminal is closed, must not keep the house from stopping in order.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const missing = await missingParts(checkout);
if (missing.length > 0) {
  process.stderr.write(
    `Parts are missing (${missing.join(', ')}): the installation failed.\nRun \`npx -y pnpm@12 install\` and see what it says.\n`,
  );
  process.exit(1);
}
// Only now: what it imports is there.
const { runUntilStopped } = await import('./run-until-stopped.ts');
process.exit(await runUntilStopped(checkout, process));
