import { setImmediate } from 'node:timers/promises';
import Bull from 'bull';
import type { Job, Queue } from 'bull';
import { KuvertError } from '@kuvert/shared/errors';
import type { WorkId } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';
import { within } from '../system/within.ts';
import { createAnswers, defaultConcurrency, stopAll } from './answers.ts';
import type { BellOptions } from './answers.ts';
import { redisAddress } from './redis-options.ts';

export interface BullBellOptions extends BellOptions {
  /** `redis://…`, or `rediss://…` with TLS. */
  readonly url: string;
  /** How long a ring, a check and a farewell may take, in milliseconds; 2000 unless told. */
  readonly timeoutMs?: number;
}

/** All that Redis ever sees of a work. */
interface Ring {
  readonly id: WorkId;
}

const defaultTimeoutMs = 2000;

/**
 * A job is its work's id, once: a kept failed job of the same id would swallow the next ring.
 * What has to be tried again says the work's row.
 */
const once = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

/**
 * Rings over Redis, for services on several machines. A lost Redis loses rings and nothing else;
 * listeners hear again when it is back.
 */
export const createBullBell = (options: BullBellOptions): Bell => {
  const { onError, concurrency = defaultConcurrency, timeoutMs = defaultTimeoutMs } = options;
  const address = redisAddress(options.url);
  const ringers = new Map<string, Queue<Ring>>();
  const stops = new Set<() => Promise<void>>();
  let closed = false;

  const open = (room: string, redis: object): Queue<Ring> => {
    const queue = new Bull<Ring>(room, { prefix: 'kuvert', redis: { ...address, ...redis } });
    queue.on('error', onError);
    // Bull names its connection without waiting for it: a Redis lost meanwhile would be an unhandled rejection
    return Object.assign(queue, { setWorkerName: async () => undefined });
  };
  const ringerOf = (room: string): Queue<Ring> => {
    const ringer = ringers.get(room) ?? open(room, failingSoon(timeoutMs));
    ringers.set(room, ringer);
    return ringer;
  };
  const part = async (queue: Queue<Ring>): Promise<void> => {
    // true: answers were waited for, and Bull's own wait leaves a rejection unhandled when Redis is lost
    await within(timeoutMs, queue.close(true), late).catch(onError);
    // what a close that was cut short left open would keep the process alive
    for (const client of queue.clients) client.disconnect();
  };

  return {
    ring: async (room, id) => {
      if (closed) return;
      try {
        await within(timeoutMs, ringerOf(room).add({ id }, { ...once, jobId: id }), late);
      } catch (error) {
        onError(error);
      }
    },
    listen: async (room, answer) => {
      if (closed) throw new KuvertError('bell-unreachable', 'The bell is closed.');
      const queue = open(room, patient);
      const answers = createAnswers(answer, onError);
      // ends when the queue is closed, and rejects when that happens in the middle of a command
      queue
        .process(concurrency, ({ data }: Job<Ring>) => answers.give(data.id))
        .catch((error: unknown) => {
          if (stops.has(stop)) onError(error);
        });
      const stop = async (): Promise<void> => {
        stops.delete(stop);
        await within(timeoutMs, queue.pause(true, true), late).catch(onError);
        await answers.settled();
        await within(timeoutMs, ended(queue), late).catch(onError);
        await part(queue);
      };
      stops.add(stop);
      return stop;
    },
    check: async () => {
      if (closed) throw new KuvertError('bell-unreachable', 'The bell is closed.');
      try {
        await within(timeoutMs, ringerOf('check').client.ping(), late);
      } catch (cause) {
        throw new KuvertError('bell-unreachable', 'Redis does not answer.', { cause });
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await stopAll([...stops], options);
      await Promise.all(Array.from(ringers.values(), part));
    },
  };
};

/** Milliseconds until the next attempt to connect. */
const retryStrategy = (attempts: number): number => Math.min(100 * attempts, 2000);

/** A ring that can't be given now is lost now: who rings has an answer to give. */
const failingSoon = (timeoutMs: number): object => ({
  connectTimeout: timeoutMs,
  commandTimeout: timeoutMs,
  maxRetriesPerRequest: 1,
  retryStrategy,
});

/** A listener waits for a Redis that is away. */
const patient = { maxRetriesPerRequest: null, retryStrategy };

/** When answers have settled, their jobs' ends are on their way to Redis; what is asked after them is answered after them. */
const ended = async (queue: Queue<Ring>): Promise<void> => {
  await setImmediate();
  await queue.client.ping();
};

const late = (): Error => new Error('Redis did not answer in time');
