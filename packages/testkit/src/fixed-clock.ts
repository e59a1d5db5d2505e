import type { Clock } from '@kuvert/shared/clock';

/** A clock that stands still until a test moves it. */
export interface FixedClock extends Clock {
  advance(milliseconds: number): void;
}

/** @param start ISO 8601; an ordinary winter morning unless told. */
export const createFixedClock = (start = '2026-01-15T08:00:00.000Z'): FixedClock => {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
};
