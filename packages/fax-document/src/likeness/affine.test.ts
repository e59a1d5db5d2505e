import fc from 'fast-check';
import { expect, it } from 'vitest';

import { fitAffine, shiftX, shiftY, type Affine, type TileShift } from './affine.ts';

const NONE: Affine = { xx: 0, xy: 0, x0: 0, yx: 0, yy: 0, y0: 0 };
const slope = fc.double({ min: -0.02, max: 0.02, noNaN: true });
const shift = fc.double({ min: -3, max: 3, noNaN: true });
const anyMap = fc.record({ xx: slope, xy: slope, x0: shift, yx: slope, yy: slope, y0: shift });

const tilesOf = (map: Affine): TileShift[] =>
  Array.from({ length: 300 }, (_, index) => {
    const [x, y] = [24 + 48 * (index % 18), 16 + 64 * Math.floor(index / 18)];
    return { x, y, dx: shiftX(map, x, y), dy: shiftY(map, x, y), sureX: 1, sureY: 1 };
  });

/** Cells that two maps are apart where they are furthest. */
const apart = (map: Affine, other: Affine): number =>
  Math.max(
    ...tilesOf(map).map(({ x, y, dx, dy }) =>
      Math.hypot(dx - shiftX(other, x, y), dy - shiftY(other, x, y)),
    ),
  );

it('finds the map that all tiles follow', () => {
  fc.assert(
    fc.property(anyMap, (map) => {
      expect(apart(fitAffine(tilesOf(map), map, 0.7), map)).toBeLessThan(0.1);
    }),
  );
});

it('passes over tiles that were found elsewhere', () => {
  const map = { ...NONE, xx: 0.004, yx: 0.01, y0: 2 };
  const tiles = tilesOf(map).map((tile, index) =>
    index % 5 === 0 ? { ...tile, dx: 30 - index / 9, dy: -20 } : tile,
  );
  expect(apart(fitAffine(tiles, { ...NONE, y0: 2 }, 0.7), map)).toBeLessThan(0.5);
});

it('stays as it was where no tile is sure', () => {
  const tiles = tilesOf({ ...NONE, x0: 2 }).map((tile) => ({ ...tile, sureX: 0, sureY: 0 }));
  expect(fitAffine(tiles, NONE, 0.7)).toEqual(NONE);
});
