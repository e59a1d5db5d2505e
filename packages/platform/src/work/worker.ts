import { codeOf } from '@kuvert/shared/errors';
import type { Randomness, WorkId } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';

import type { Log } from '../logging/log.ts';
import type { Database } from '../postgres/database.ts';
import type { ServiceName } from '../postgres/migrate.ts';
import { claimWork, dueWork, LeaseLost, postponeWork, renewWork, type Work } from './work.ts';

/**
 * One kind of background work. `handle` commits its effect together with `endWork` (or `postponeWork` for periodic
 * work) and is idempotent: it may run again after a crash at any point. When it throws, it is tried again later.
 */
export interface WorkHandler {
  readonly kind: string;
  handle(work: Work, signal: AbortSignal): Promise<void>;
  /** Milliseconds until the next try after `attempts` tries failed. */
  retryAfterMs(attempts: number): number;
}

export interface WorkerOptions {
  readonly service: ServiceName;
  readonly database: Database;
  readonly bell: Bell;
  readonly handlers: readonly WorkHandler[];
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly log: Log;
  /** A lease is renewed at a third of this; a killed worker's row is free again after it. */
  readonly leaseMs: number;
  /** How often what is due is looked for, in case a ring was lost. */
  readonly sweepMs: number;
}

export interface Worker {
  stop(): Promise<void>;
}

const sweepBatch = 100;

/** Answers the bell and sweeps. Two handlers of one kind are a fault of the composition. */
export const startWorker = async (options: WorkerOptions): Promise<Worker> => {
  const { bell, database, log, service } = options;
  const handlers = new Map(options.handlers.map((handler) => [handler.kind, handler]));
  if (handlers.size !== options.handlers.length)
    throw new Error('two handlers for one kind of work');
  const stopping = new AbortController();

  const sweep = async (): Promise<void> => {
    try {
      for (const id of await dueWork(database, service, sweepBatch)) await bell.ring(service, id);
    } catch (error) {
      log.error('sweep-failed', error);
    }
  };

  const stopListening = await bell.listen(service, (id) =>
    runOne(options, handlers, id, stopping.signal),
  );
  // One at a time: while the database is away a sweep takes longer than the time between two.
  let sweeping: Promise<void> | undefined;
  const sweepUnlessUnderWay = (): void => {
    sweeping ??= sweep().finally(() => {
      sweeping = undefined;
    });
  };
  sweepUnlessUnderWay();
  const timer = setInterval(sweepUnlessUnderWay, options.sweepMs);

  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await sweeping;
      await stopListening();
    },
  };
};

const runOne = async (
  options: WorkerOptions,
  handlers: ReadonlyMap<string, WorkHandler>,
  id: WorkId,
  stopping: AbortSignal,
): Promise<void> => {
  const { database, leaseMs, log, randomness } = options;
  if (stopping.aborted) return;
  try {
    const work = await claimWork(database, randomness, id, leaseMs);
    if (!work) return;
    const handler = handlers.get(work.kind);
    if (!handler) throw new Error(`no handler for work of kind ${work.kind}`);
    await withLease(options, work, stopping, (signal) => attempt(options, handler, work, signal));
  } catch (error) {
    log.error('work-failed', error, { work: id });
  }
};

/** Renews the lease while `run` is under way and aborts it when the lease is lost. */
const withLease = async (
  { database, leaseMs, log }: WorkerOptions,
  work: Work,
  stopping: AbortSignal,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> => {
  const lost = new AbortController();
  const renew = setInterval(() => {
    renewWork(database, work, leaseMs)
      .then((held) => held || lost.abort())
      .catch((error: unknown) => log.error('lease-renewal-failed', error, { work: work.id }));
  }, leaseMs / 3);
  try {
    await run(AbortSignal.any([stopping, lost.signal]));
  } finally {
    clearInterval(renew);
  }
};

const attempt = async (
  { database, log }: WorkerOptions,
  handler: WorkHandler,
  work: Work,
  signal: AbortSignal,
): Promise<void> => {
  try {
    await handler.handle(work, signal);
    log.info('work-ended', { work: work.id, kind: work.kind, attempts: work.attempts });
  } catch (error) {
    if (error instanceof LeaseLost) {
      log.warn('lease-lost', { work: work.id, kind: work.kind });
      return;
    }
    log.error('work-attempt-failed', error, {
      work: work.id,
      kind: work.kind,
      attempts: work.attempts,
    });
    const inMs = handler.retryAfterMs(work.attempts);
    await postponeWork(database, work, inMs, { error: codeOf(error) });
  }
};
