import { createInProcessBell } from '@kuvert/platform/jobs/in-process';
import type { Log } from '@kuvert/platform/logging/log';
import type { Database } from '@kuvert/platform/postgres/database';
import { startWorker, type WorkerOptions } from '@kuvert/platform/work/worker';
import type { Randomness } from '@kuvert/shared/ids';

interface Parts {
  readonly database: Database;
  readonly log: Log;
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly stops: (() => Promise<void>)[];
  readonly leaseMs: number;
}

/** A worker with a bell of its own: whatever it waits for, no fax waits for it. */
export const startSideWorker = async (
  { stops, ...parts }: Parts,
  options: Pick<WorkerOptions, 'handlers' | 'due' | 'sweepMs'> & { readonly atOnce: number },
): Promise<void> => {
  const bell = createInProcessBell({
    onError: (error) => parts.log.error('bell-failed', error),
    concurrency: options.atOnce,
  });
  stops.push(bell.close);
  const worker = await startWorker({ service: 'outbound', bell, ...parts, ...options });
  stops.push(worker.stop);
};
