/**
 * A process to be killed by tests: it runs a pool whose child is idle or caught in an endless job
 * (first argument), prints the child's process id, and waits.
 */
import { DEFAULT_ENGINE_OPTIONS } from '../engine.ts';
import { ParserPool } from '../process/parser-pool.ts';
import { endlessPdf } from './pdfs.ts';

const GiB = 1024 ** 3;
const pool = new ParserPool({
  ...DEFAULT_ENGINE_OPTIONS,
  processes: 1,
  timeoutMs: 60_000,
  maxResidentBytes: 8 * GiB,
});
await pool.warm();
setInterval(() => undefined, 60_000);
if (process.argv[2] === 'busy') {
  const pdf = await endlessPdf();
  void pool.run({ kind: 'render', pdf, page: 1, width: 3000, limits: DEFAULT_ENGINE_OPTIONS });
}
process.stdout.write(`${pool.pids.join(' ')}\n`);
