const oldestMs = 30 * 86_400_000;
const aheadMs = 10 * 60_000;

/** The carrier's own time of reception, or `now` when it is none, lies ahead or is older than any carrier keeps a fax. */
export const plausibleTime = (time: Date, now: Date): Date => {
  const age = now.getTime() - time.getTime();
  return age > -aheadMs && age < oldestMs ? time : now;
};
