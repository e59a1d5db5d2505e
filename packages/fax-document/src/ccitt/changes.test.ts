import fc from 'fast-check';
import { expect, it } from 'vitest';

import { anyRaster, raster } from '../testing/raster.ts';
import { changesWith, finishRow, paintRow, readRow, whiteRow } from './changes.ts';
import { rowBytes } from './row-sink.ts';

it('a row painted from its changing elements is the row that they were read from', () => {
  fc.assert(
    fc.property(anyRaster(70, 1), ({ width, height, rows }) => {
      const row = whiteRow(width);
      const painted = new Uint8Array(rowBytes(width) * height);
      if (height > 0) {
        readRow(row, width, rows, 0);
        paintRow(row, width, painted, 0);
      }
      expect(painted).toEqual(rows);
    }),
  );
});

it('changing elements are the positions where the colour changes, from white', () => {
  const page = raster('##..#....#');
  const row = whiteRow(page.width);
  readRow(row, page.width, page.rows, 0);
  expect([...row.at.slice(0, row.count)]).toEqual([0, 2, 4, 5, 9]);
});

it('an empty run leaves no change', () => {
  const { at } = whiteRow(10);
  const count = [3, 5, 5, 7].reduce((before, position) => changesWith(at, before, position), 0);
  expect([...at.slice(0, count)]).toEqual([3, 7]);
});

it('the right edge is no change', () => {
  const row = whiteRow(10);
  row.count = [3, 10].reduce((before, position) => changesWith(row.at, before, position), 0);
  finishRow(row, 10);
  expect(row.count).toBe(1);
});
