/** A sweep may find what lay in a queue for long. */
const oldestMs = 366 * 86_400_000;
const aheadMs = 10 * 60_000;

/** The carrier's own time of reception, or `now` when it is none, lies ahead or is over a year old. */
export const plausibleTime = (time: Date, now: Date): Date => {
  const age = now.getTime() - time.getTime();
  return age > -aheadMs && age < oldestMs ? time : now;
};
