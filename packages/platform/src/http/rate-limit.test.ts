import { expect, it } from 'vitest';

import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { createRateLimit } from './rate-limit.ts';

it('lets each key have its share of a window, and no more', () => {
  const clock = createFixedClock();
  const limit = createRateLimit(clock, { most: 2, windowMs: 60_000 });
  const take = (key: string): boolean => limit.take(key);
  expect(['a', 'a', 'a', 'b'].map(take)).toEqual([true, true, false, true]);
  clock.advance(59_999);
  expect(limit.take('a')).toBe(false);
  clock.advance(1);
  expect(limit.take('a')).toBe(true);
});
