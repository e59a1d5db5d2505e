import fc from 'fast-check';
import { expect, it } from 'vitest';

import { rowBytes } from '../ccitt/row-sink.ts';
import { anyRaster, raster } from '../testing/raster.ts';
import { withoutSpecks } from './remove-specks.ts';

const isBlack = ({ width, rows }: ReturnType<typeof raster>, x: number, y: number): boolean =>
  x >= 0 && x < width && ((rows[y * rowBytes(width) + (x >>> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;

it('pixels that stand alone are gone, those that touch another, by a corner even, stay', () => {
  const page = raster(
    '#.......#.......#', //
    '.................',
    '.#.....##......#.',
    '..#.............#',
  );
  expect(withoutSpecks(page)).toEqual(
    raster(
      '.................', //
      '.................',
      '.#.....##......#.',
      '..#.............#',
    ),
  );
});

it('of any page just the pixels that have no neighbour are gone', () => {
  fc.assert(
    fc.property(anyRaster(40, 20), (page) => {
      const clean = withoutSpecks(page);
      for (let y = 0; y < page.height; y++) {
        for (let x = 0; x < page.width; x++) {
          const around = [-1, 0, 1].flatMap((down) =>
            [-1, 0, 1].map((across) => isBlack(page, x + across, y + down)),
          );
          const stays = isBlack(page, x, y) && around.filter(Boolean).length > 1;
          expect(isBlack(clean, x, y)).toBe(stays);
        }
      }
    }),
  );
});
