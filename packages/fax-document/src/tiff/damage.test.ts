import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { damageRanges, MAX_DAMAGE_RANGES } from './damage.ts';

describe('where damaged lines lie', () => {
  it('is nowhere on a whole page', () => {
    expect(damageRanges([])).toEqual([]);
  });

  it('is told from the first line to the one behind the last', () => {
    expect(damageRanges([7])).toEqual([{ from: 7, to: 8 }]);
  });

  it('joins lines that are near each other', () => {
    expect(damageRanges([10, 11, 19, 100])).toEqual([
      { from: 10, to: 20 },
      { from: 100, to: 101 },
    ]);
  });

  it('keeps within its bound, and every damaged line within a range', () => {
    const rows = fc.uniqueArray(fc.nat(5_000), { maxLength: 400 });
    fc.assert(
      fc.property(rows, (unordered) => {
        const damaged = unordered.toSorted((a, b) => a - b);
        const ranges = damageRanges(damaged);
        expect(ranges.length).toBeLessThanOrEqual(MAX_DAMAGE_RANGES);
        for (const row of damaged)
          expect(ranges.filter(({ from, to }) => from <= row && row < to)).toHaveLength(1);
      }),
    );
  });
});
