import type { ChildProcess } from 'node:child_process';

import { FaxDocumentError } from '../errors.ts';
import { residentBytes } from './resident-memory.ts';

const INTERVAL_MS = 100;

/** Kills a child process when it holds more than `maxBytes` of resident memory. */
export function watchMemory(
  child: ChildProcess,
  maxBytes: number,
): {
  /** Rejects with `memory-limit`, just before the child is killed. */
  readonly exceeded: Promise<never>;
  readonly stop: () => void;
} {
  const { promise: exceeded, reject } = Promise.withResolvers<never>();
  const look = async (): Promise<void> => {
    const bytes = child.pid === undefined ? undefined : await residentBytes(child.pid);
    if (bytes === undefined || bytes <= maxBytes) return;
    // First the reason, then the end that it leads to.
    reject(new FaxDocumentError('memory-limit', `More than ${maxBytes} bytes of memory.`));
    child.kill('SIGKILL');
  };
  const timer = setInterval(() => void look(), INTERVAL_MS);
  return { exceeded, stop: () => clearInterval(timer) };
}
