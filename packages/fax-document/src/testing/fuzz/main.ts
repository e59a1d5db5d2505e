/**
 * `fuzz document [--count N] [--seed S] [--keep FOLDER]`: breaks documents in ways that a seed repeats
 * and converts them. Prints one line of JSON; ends with 1 when a mutant crashed the engine, hung, took
 * too much or acts when it was converted: such mutants are written to FOLDER.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { fuzz, mutant, readCorpus, type FuzzResult } from './run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
  },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
if (positionals.join(' ') !== 'document' || !Number.isInteger(count) || !Number.isInteger(seed)) {
  process.stderr.write('fuzz document [--count N] [--seed S] [--keep FOLDER]\n');
  process.exit(2);
}

async function keep(folder: string, { faults }: FuzzResult): Promise<void> {
  await mkdir(folder, { recursive: true });
  const corpus = await readCorpus();
  for (const fault of faults) {
    const { bytes } = mutant(corpus, seed, fault.mutant);
    await writeFile(join(folder, `${seed}-${fault.mutant}-${fault.code}`), bytes);
  }
}

const started = performance.now();
const result = await fuzz(count, seed);
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`${JSON.stringify({ name: 'document', seconds, ...result })}\n`);
if (values.keep !== undefined) await keep(values.keep, result);
process.exitCode = result.faults.length === 0 ? 0 : 1;
