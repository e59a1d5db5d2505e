const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** For how long nobody is worried. All of them are configured. */
export interface Patience {
  /** An order that was not answered and isn't found at the carrier for so long: its outcome is unknown. */
  readonly unansweredMs: number;
  /** A carrier that says nothing at all for so long. */
  readonly silentMs: number;
  /** A carrier that says "still at it" for so long after it took the order. */
  readonly longestMs: number;
}

export const usualPatience: Patience = {
  unansweredMs: 10 * minutes,
  silentMs: 15 * minutes,
  // 350 pages of half a minute each, nearly
  longestMs: 3 * hours,
};

/** Waits before the carrier is asked, one after the other; the last one for good. Callbacks are usually faster. */
const looks = [20 * seconds, 30 * seconds, minutes, 2 * minutes] as const;

export const nextLookMs = (looked: number): number => looks[looked] ?? 2 * minutes;

/** An unknown outcome is asked for now and then: the carrier may still say the last word. */
export const lateLookMs = 15 * minutes;
export const lateLooksEndMs = 24 * hours;

/** A receipt by SDK comes within seconds, or when the other system is there again. */
const sdkLooks = [2 * seconds, 5 * seconds, 10 * seconds, 30 * seconds, minutes, 2 * minutes];
export const sdkLookMs = (looked: number): number => sdkLooks[looked] ?? 5 * minutes;

/** The message service goes on trying for days. */
export const sdkLooksEndMs = 7 * 24 * hours;

/** Until a carrier is asked once more to take an order out of its queue: by then it may be dialled. */
export const withdrawMs = (attempts: number): number =>
  Math.min(minutes, 2 * seconds * 2 ** Math.min(attempts - 1, 10));

/** For so long a carrier that could not be reached comes after the others. */
export const unreachableMs = minutes;

/** While another call to the number is under way. */
export const lineHeldMs = 15 * seconds;

/** While all lines are in use: the end of a call wakes one that waits, this is for ends that nobody saw. */
export const linesBusyMs = minutes;

/**
 * How many faxes have their pages made while they wait for one of so many lines. Few: the time in their header line is
 * when that was, and few lines fall free seldom.
 */
export const mostReadyAhead = (lines: number): number => Math.floor(lines / 4);

/** While the carrier's account takes no orders: how often one is tried, and how often each looks whether that is over. */
export const accountLookMs = 5 * minutes;

/** Doubling from five seconds: the carrier can't be reached. */
export const notReachedMs = (attempts: number): number =>
  Math.min(5 * minutes, 5 * seconds * 2 ** Math.min(attempts - 1, 10));

/** Doubling from a second, for faults of our own: they are tried for as long as the order may be handed over. */
export const backOffMs = (attempts: number): number =>
  Math.min(5 * minutes, seconds * 2 ** Math.min(attempts - 1, 20));
