import { describeError, type Log } from '../logging/log.ts';

/** Something that runs until it is stopped. */
export interface Running {
  stop(): Promise<void>;
}

export interface LifecycleOptions {
  readonly log: Log;
  /** How long an orderly stop may take, in milliseconds, before the process ends anyway. */
  readonly stopWithinMs?: number;
}

/**
 * Runs a service as a process: starts it, stops it once on SIGTERM, SIGINT or when the parent that started it
 * (with an IPC channel) is gone, and exits. Call from `main.ts` alone.
 */
export const runProcess = async (
  start: () => Promise<Running>,
  { log, stopWithinMs = 10_000 }: LifecycleOptions,
): Promise<void> => {
  let running: Running | undefined;
  let stopping = false;
  const end = (reason: string, exitCode: number): void => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { reason });
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    Promise.resolve(running?.stop())
      .catch((error: unknown) => log.error('stop-failed', error))
      .finally(() => process.exit(exitCode));
  };
  process.once('SIGTERM', () => end('SIGTERM', 0));
  process.once('SIGINT', () => end('SIGINT', 0));
  process.once('disconnect', () => end('parent-gone', 0));
  process.on('unhandledRejection', (error) => fault(error));
  process.on('uncaughtException', (error) => fault(error));
  const fault = (error: unknown): void => {
    log.error('unexpected-fault', error);
    end('fault', 1);
  };
  try {
    running = await start();
  } catch (error) {
    process.stderr.write(`${startFault(error)}\n`);
    process.exitCode = 1;
    end('start-failed', 1);
    return;
  }
  process.send?.({ kind: 'ready' });
};

/** A KuvertError's message is safe and made for people; of other errors only name and place are shown. */
const startFault = (error: unknown): string =>
  error instanceof Error && error.name === 'KuvertError'
    ? error.message
    : JSON.stringify(describeError(error));

/** Stops many things in the reverse order of their start; a fault in one doesn't keep the others running. */
export const stopAll = async (stops: readonly (() => Promise<void>)[]): Promise<void> => {
  const faults: unknown[] = [];
  for (const stop of stops.toReversed()) await stop().catch((error: unknown) => faults.push(error));
  if (faults.length > 0) throw new AggregateError(faults, 'not everything stopped in order');
};
