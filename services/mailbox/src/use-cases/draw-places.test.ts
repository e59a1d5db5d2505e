import { systemRandomness } from '@kuvert/platform/system/randomness';
import { describe, expect, it } from 'vitest';

import { drawPlaces } from './draw-places.ts';

describe('a random sample', () => {
  it('has so many different places, all of them within the population', () => {
    const places = drawPlaces(systemRandomness, 1000, 50);
    expect(new Set(places).size).toBe(50);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...places)).toBeLessThanOrEqual(1000);
  });

  it('is all of a population that is smaller', () => {
    expect(drawPlaces(systemRandomness, 3, 20)).toEqual([1, 2, 3]);
  });

  it('has each place as often as any other', () => {
    const seen = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 2000; draw += 1)
      for (const place of drawPlaces(systemRandomness, 10, 3))
        seen[place - 1] = (seen[place - 1] ?? 0) + 1;
    // 600 expected, with a standard deviation of 20.5: six of them
    for (const times of seen) expect(Math.abs(times - 600)).toBeLessThan(125);
  });

  it('draws again what would favour small places', () => {
    const tokens = ['____', 'AAAA'].map((half) => half + half);
    const randomness = { token: () => tokens.shift() ?? 'AAAAAAAA' };
    // the highest of all six-byte numbers is beyond the last whole multiple of 3
    expect(drawPlaces(randomness, 3, 1)).toEqual([1]);
    expect(tokens).toEqual([]);
  });
});
