import { LRUCache } from 'lru-cache';

import type { Clock } from '@kuvert/shared/clock';

export interface RateLimit {
  /** False when `key` has had its share of this window. */
  take(key: string): boolean;
}

/** Keys come from outside: more than these, and the one that was quiet for longest is forgotten. */
const mostKeys = 10_000;

/** At most so many acts a window for each key, in this process: a bound on load, not a defence of secrets. */
export const createRateLimit = (
  clock: Clock,
  { most, windowMs }: { readonly most: number; readonly windowMs: number },
): RateLimit => {
  const windows = new LRUCache<string, { readonly begun: number; count: number }>({
    max: mostKeys,
  });
  return {
    take: (key) => {
      const now = clock.now().getTime();
      const known = windows.get(key);
      if (!known || now - known.begun >= windowMs) {
        windows.set(key, { begun: now, count: 1 });
        return most > 0;
      }
      known.count += 1;
      return known.count <= most;
    },
  };
};
