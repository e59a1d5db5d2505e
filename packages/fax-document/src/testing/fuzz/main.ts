/**
 * `fuzz document [--count N] [--seed S]`: breaks documents in ways that a seed repeats and converts
 * them. Prints one line of JSON; ends with 1 when a mutant crashed the engine, hung or took too much.
 */
import { parseArgs } from 'node:util';

import { fuzz } from './run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
if (positionals.join(' ') !== 'document' || !Number.isInteger(count) || !Number.isInteger(seed)) {
  process.stderr.write('fuzz document [--count N] [--seed S]\n');
  process.exit(2);
}
const started = performance.now();
const result = await fuzz(count, seed);
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`${JSON.stringify({ name: 'document', seconds, ...result })}\n`);
process.exitCode = result.faults.length === 0 ? 0 : 1;
