import { describe, expect, it } from 'vitest';

import { backOff, nextMediaTry } from './patience.ts';

describe('patience', () => {
  it('has twelve tries for media, over a day', () => {
    const waits = Array.from({ length: 12 }, (_, tries) => nextMediaTry(tries + 1));
    expect(waits.at(-1)).toBeUndefined();
    const total = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0);
    expect(total / 3_600_000).toBeCloseTo(24, 0);
  });

  it('doubles from a second to its bound, however often it failed', () => {
    expect([1, 2, 3, 50, 5000].map((tries) => backOff(tries, 60_000))).toEqual([
      1_000, 2_000, 4_000, 60_000, 60_000,
    ]);
  });
});
