import { isMainThread, Worker, workerData } from 'node:worker_threads';

const INTERVAL_MS = 500;

/**
 * Ends this process when its parent is gone even while its main thread is caught in a computation
 * and can't hear the channel close: a thread looks whether the parent is still the same.
 */
export function watchParent(): void {
  new Worker(new URL(import.meta.url), {
    workerData: { watchedParent: process.ppid },
    stdout: false,
  }).unref();
}

const data: unknown = workerData;
if (!isMainThread && typeof data === 'object' && data !== null && 'watchedParent' in data) {
  setInterval(() => {
    if (process.ppid !== data.watchedParent) process.kill(process.pid, 'SIGKILL');
  }, INTERVAL_MS);
}
