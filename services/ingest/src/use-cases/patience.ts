const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Waits between tries for media that don't come: twelve tries over a day. */
const mediaWaits = [
  5 * seconds,
  30 * seconds,
  2 * minutes,
  10 * minutes,
  30 * minutes,
  1 * hours,
  2 * hours,
  4 * hours,
  4 * hours,
  4 * hours,
  8 * hours,
] as const;

/** Tries after which a person is told; tries go on. */
export const triesBeforeAttention = 3;

/** Milliseconds until the next try after `attempts` tries; undefined when it was the last. */
export const nextMediaTry = (attempts: number): number | undefined => mediaWaits[attempts - 1];

/** Doubling from a second, for faults of our own: they are tried for as long as it takes. */
export const backOff = (attempts: number, longestMs: number): number =>
  Math.min(longestMs, seconds * 2 ** Math.min(attempts - 1, 30));

export const longestFaultWaitMs = 5 * minutes;

/** Up to a fifth more or less, so that houses don't ask in step. @param fraction from 0 to 1 */
export const jittered = (ms: number, fraction: number): number =>
  Math.round(ms * (0.8 + 0.4 * fraction));

const shortestQuietMs = 5 * seconds;

/** Until SDK's message service is asked again: the longer nothing came, the longer. */
export const quietWaitMs = (quietMs: number, longestMs: number): number =>
  Math.min(longestMs, Math.max(shortestQuietMs, quietMs / 10));

/** Until a message is tried again that can't be taken; sooner when the fault is ours. */
export const heldWaitMs = (tries: number, isOurs: boolean): number =>
  Math.min(isOurs ? longestFaultWaitMs : 1 * hours, minutes * 2 ** Math.min(tries - 1, 30));
export const longestDeletionWaitMs = 6 * hours;

/** Until carriers are asked again while nothing is taken in: what waits there comes at once when somebody is added. */
export const closedWaitMs = 2 * seconds;
