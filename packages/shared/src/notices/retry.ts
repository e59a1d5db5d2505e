const minutes = 60_000;
const hours = 60 * minutes;

/** Waits before each further try; after them the longest again and again. */
const waits = [minutes, 2 * minutes, 5 * minutes, 10 * minutes] as const;
const longest = 15 * minutes;

/** A notice that came so late would tell of what has long been seen, in milliseconds. */
export const noticeEndsMs = 6 * hours;

/**
 * Milliseconds until a notice is tried again after `tries` of them failed for now; undefined when it isn't, since it was
 * ordered `ageMs` ago.
 */
export const nextNoticeMs = (tries: number, ageMs: number): number | undefined => {
  const wait = waits[tries - 1] ?? longest;
  return ageMs + wait > noticeEndsMs ? undefined : wait;
};
