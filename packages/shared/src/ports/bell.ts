import type { WorkId } from '../ids.ts';

/**
 * Wakes workers. PostgreSQL is the truth and a sweep finds what is due: a lost, doubled or late ring
 * changes nothing but the time until the work begins.
 */
export interface Bell {
  /** Says that the work row `id` of `room` (a service's name) is due. Never throws: a ring may be lost. */
  ring(room: string, id: WorkId): Promise<void>;
  /** Calls `answer` for rings in `room` until the returned function is called; it resolves when answers under way have ended. */
  listen(room: string, answer: (id: WorkId) => Promise<void>): Promise<() => Promise<void>>;
  /** Rejects when the bell can't be rung now. */
  check(): Promise<void>;
  close(): Promise<void>;
}
