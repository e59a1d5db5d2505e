import { codeOf } from '@kuvert/shared/errors';
import type { Randomness, WorkId } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';

import type { Log } from '../logging/log.ts';
import type { Database } from '../postgres/database.ts';
import type { ServiceName } from '../postgres/migrate.ts';
import { createPlaces, type Places } from './places.ts';
import {
  claimWork,
  dueWork,
  giveBackWork,
  LeaseLost,
  postponeWork,
  renewWork,
  type Work,
} from './work.ts';

/**
 * One kind of background work. `handle` commits its effect together with `endWork` (or `postponeWork` for periodic
 * work) and is idempotent: it may run again after a crash at any point. When it throws, it is tried again later.
 */
export interface WorkHandler {
  readonly kind: string;
  handle(work: Work, signal: AbortSignal): Promise<void>;
  /** Milliseconds until the next try after `attempts` tries failed. */
  retryAfterMs(attempts: number): number;
  /** How many may be under way in this process; others wait in the database. As many as the bell gives unless told. */
  readonly atOnce?: number;
}

export interface WorkerOptions {
  readonly service: ServiceName;
  readonly database: Database;
  readonly bell: Bell;
  /** Rows of other kinds are left alone: a newer release may know them. */
  readonly handlers: readonly WorkHandler[];
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly log: Log;
  /** A lease is renewed at a third of this; a killed worker's row is free again after it. */
  readonly leaseMs: number;
  /** How often what is due is looked for, in case a ring was lost. */
  readonly sweepMs: number;
  /** Which rows of kinds that have a place left are rung for; the oldest that are due and free unless told. */
  readonly due?: (kinds: readonly string[]) => Promise<readonly WorkId[]>;
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
  const places = createPlaces(options.handlers);
  const claim = createClaims(options, places);
  const stopping = new AbortController();
  const due = options.due ?? ((kinds) => dueWork(database, service, kinds, sweepBatch));

  const sweep = async (): Promise<void> => {
    try {
      for (const id of await due(places.free())) await bell.ring(service, id);
    } catch (error) {
      log.error('sweep-failed', error);
    }
  };
  // One at a time: while the database is away a sweep takes longer than the time between two.
  let sweeping: Promise<void> | undefined;
  const sweepUnlessUnderWay = (): void => {
    sweeping ??= sweep().finally(() => {
      sweeping = undefined;
    });
  };

  const answer = async (id: WorkId): Promise<void> => {
    if (stopping.signal.aborted) return;
    try {
      const work = await claim(id);
      if (!work) return;
      try {
        await withLease(options, work, stopping.signal, (signal) =>
          attempt(options, handlers.get(work.kind), work, signal),
        );
      } finally {
        if (places.leave(work.kind) && !stopping.signal.aborted) sweepUnlessUnderWay();
      }
    } catch (error) {
      log.error('work-failed', error, { work: id });
    }
  };
  const stopListening = await bell.listen(service, answer);
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

/** Claims one after another, so that two of them never take the same last place. */
const createClaims = (
  { database, leaseMs, randomness }: WorkerOptions,
  places: Places,
): ((id: WorkId) => Promise<Work | undefined>) => {
  let last: Promise<unknown> = Promise.resolve();
  const claim = async (id: WorkId): Promise<Work | undefined> => {
    const work = await claimWork(database, randomness, id, places.free(), leaseMs);
    if (work) places.take(work.kind);
    return work;
  };
  return (id) => {
    const claimed = last.then(() => claim(id));
    last = claimed.catch(() => undefined);
    return claimed;
  };
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
  handler: WorkHandler | undefined,
  work: Work,
  signal: AbortSignal,
): Promise<void> => {
  const { id, kind, attempts } = work;
  try {
    if (!handler) throw new Error(`no handler for work of kind ${kind}`);
    await handler.handle(work, signal);
    log.info('work-ended', { work: id, kind, attempts });
  } catch (error) {
    if (error instanceof LeaseLost) {
      log.warn('lease-lost', { work: id, kind });
    } else if (signal.aborted) {
      await giveBackWork(database, work);
      log.info('work-given-back', { work: id, kind });
    } else {
      log.error('work-attempt-failed', error, { work: id, kind, attempts });
      const inMs = handler?.retryAfterMs(attempts) ?? 0;
      await postponeWork(database, work, inMs, { error: codeOf(error) });
    }
  }
};
