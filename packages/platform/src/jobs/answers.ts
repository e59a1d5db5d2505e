import type { WorkId } from '@kuvert/shared/ids';
import { within } from '../system/within.ts';

export interface BellOptions {
  /** Told of rings that were lost and of answers that failed; the work's own row says the rest. */
  readonly onError: (error: unknown) => void;
  /** Answers at a time and listener; 4 unless told. */
  readonly concurrency?: number;
  /** How long closing waits for answers under way, in milliseconds; 10 000 unless told. */
  readonly closeMs?: number;
}

export const defaultConcurrency = 4;
export const defaultCloseMs = 10_000;

/** The answers of one listener that are under way. */
export interface Answers {
  /** Never rejects. */
  give(id: WorkId): Promise<void>;
  readonly count: number;
  /** Resolves when no answer is under way. */
  settled(): Promise<void>;
}

export const createAnswers = (
  answer: (id: WorkId) => Promise<void>,
  onError: (error: unknown) => void,
): Answers => {
  const underWay = new Set<Promise<void>>();
  return {
    give: async (id) => {
      const given = (async () => answer(id))().catch(onError);
      underWay.add(given);
      await given;
      underWay.delete(given);
    },
    get count() {
      return underWay.size;
    },
    settled: async () => {
      await Promise.all(underWay);
    },
  };
};

/** Stops every listener, but doesn't wait for an answer that never ends: its lease will run out. */
export const stopAll = async (
  stops: Iterable<() => Promise<void>>,
  { onError, closeMs = defaultCloseMs }: BellOptions,
): Promise<void> => {
  const stopped = Promise.all(Array.from(stops, (stop) => stop()));
  const late = (): Error => new Error('answers were still under way when the bell was closed');
  await within(closeMs, stopped, late).catch(onError);
};
