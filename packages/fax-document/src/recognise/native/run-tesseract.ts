import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { watchMemory } from '../../process/memory-watch.ts';
import { RecogniserFault } from '../text-recogniser.ts';

/** Of an answer; the TSV of a page of small print has some hundred kB. */
const MAX_ANSWER = 8 * 1024 * 1024;

/**
 * Kernel limits that hold even when nobody watches any more: no file is written (Leptonica may take a
 * temporary one where a platform lacks fmemopen, and a core dump has the page in it), and a process
 * that outlives its parent ends after so many seconds of work.
 */
const LIMITED = 'ulimit -c 0; ulimit -f 0; ulimit -t 900; exec "$@"';

/** One thread a process: pages are read side by side instead, which is faster in sum. */
const ENVIRONMENT = { OMP_THREAD_LIMIT: '1', LC_ALL: 'C' } as const;

export interface TesseractRun {
  readonly program: string;
  readonly args: readonly string[];
  /** A picture, for standard input. */
  readonly input: Uint8Array;
  readonly maxResidentBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Runs `tesseract` on a picture that it gets through a pipe, and returns what it prints. The process is
 * gone when the promise settles.
 *
 * @throws RecogniserFault; the signal's reason
 */
export async function runTesseract(run: TesseractRun): Promise<string> {
  run.signal.throwIfAborted();
  const child = spawn('/bin/sh', ['-c', LIMITED, 'sh', run.program, ...run.args], {
    cwd: '/',
    env: ENVIRONMENT,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  const memory = watchMemory(child, run.maxResidentBytes);
  memory.exceeded.catch(() => undefined);
  run.signal.addEventListener('abort', kill, { once: true });
  try {
    const answer = collect(child);
    // It may end before it has read everything: its exit code says so.
    child.stdin.on('error', () => undefined).end(run.input);
    const [code] = (await once(child, 'close')) as [number | null];
    run.signal.throwIfAborted();
    if (code !== 0) throw new RecogniserFault(`Tesseract ended with ${code ?? 'a signal'}.`);
    return answer();
  } catch (error) {
    if (run.signal.aborted) throw run.signal.reason;
    if (error instanceof RecogniserFault) throw error;
    throw new RecogniserFault('Tesseract can’t be run.', { cause: error });
  } finally {
    memory.stop();
    run.signal.removeEventListener('abort', kill);
  }
}

/** What the child prints; one that prints without end is killed. */
function collect(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > MAX_ANSWER) child.kill('SIGKILL');
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
