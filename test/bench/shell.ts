import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { quoted } from '../provision/launchers.ts';
import type { Program } from '../provision/provision.ts';
import { runProgram } from '../provision/run-program.ts';

/** One call of a program, as words. */
export interface Call {
  readonly program: Program;
  readonly args: readonly string[];
}

/** Both of two cores, which the targets were set for; one where there is no second. */
export const BOTH_CORES = Math.min(2, availableParallelism());

const TIMEOUT_MS = 600_000;

/**
 * Runs series of calls, `atOnce` of them beside each other, each call of a series after the one
 * before. A shell starts them: it forks in a fraction of the time that Node needs, so that the anchors
 * lose none.
 *
 * @param folder where the scripts are put
 * @throws Error when a call fails
 */
export async function runSeries(
  series: readonly (readonly Call[])[],
  atOnce: number,
  folder: string,
): Promise<void> {
  const lanes = Array.from({ length: atOnce }, async (_, lane) => {
    const calls = series.filter((_, index) => index % atOnce === lane).flat();
    const script = join(folder, `lane-${lane}.sh`);
    await writeFile(script, calls.map((call) => `${commandLine(call)}\n`).join(''));
    await runProgram('sh', ['-e', script], { timeoutMs: TIMEOUT_MS });
  });
  await Promise.all(lanes);
}

function commandLine({ program, args }: Call): string {
  const settings = Object.entries(program.env).map(([name, value]) => `${name}=${quoted(value)}`);
  return [...settings, ...[program.command, ...args].map(quoted)].join(' ');
}
