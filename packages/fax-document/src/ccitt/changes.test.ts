import fc from 'fast-check';
import { expect, it } from 'vitest';

import { anyRaster, raster } from '../testing/raster.ts';
import { changesWith, finishRow, paintRow, readRow, whiteRow } from './changes.ts';
import { rowBytes } from './row-sink.ts';

const put = (positions: readonly number[], columns: number, at: Int32Array): number =>
  positions.reduce((before, position) => changesWith(at, before, position, columns), 0);

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

it('empty runs are kept, and paint nothing', () => {
  const row = whiteRow(24);
  row.count = put([0, 0, 3, 8, 8, 16], 24, row.at);
  finishRow(row, 24);
  const painted = new Uint8Array(3);
  paintRow(row, 24, painted, 0);
  expect([...painted]).toEqual([0b0001_1111, 0b1111_1111, 0]);
});

it('but no more of them than a row has pixels', () => {
  const { at } = whiteRow(4);
  expect(put(new Array<number>(100).fill(2), 4, at)).toBeLessThanOrEqual(5);
});

it('the right edge is no change', () => {
  const row = whiteRow(10);
  row.count = put([3, 10], 10, row.at);
  finishRow(row, 10);
  expect(row.count).toBe(1);
});
