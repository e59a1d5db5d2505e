import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';
import { anyRaster, raster } from '../testing/raster.ts';
import { inkOfRows, inkOfSamples } from './ink-of-raster.ts';

const samplesOf = ({ width, height, rows }: PackedRows): Uint8Array =>
  Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return rows[y * rowBytes(width) + (x >>> 3)]! & (0x80 >>> (x & 7)) ? 0 : 255;
  });

describe('the ink of a page', () => {
  it('is how dark each cell is', () => {
    const page = raster('##..#.......', '##..........');
    const { width, height, cells } = inkOfRows(page, { across: 2, down: 2 });
    expect([height, [...cells.subarray(0, 4)]]).toEqual([1, [252, 0, 63, 0]]);
    expect(width % 4).toBe(0);
  });

  it.each([
    { across: 2, down: 2 },
    { across: 2, down: 1 },
    { across: 3, down: 3 },
    { across: 1, down: 4 },
  ])('is the same by bits and by samples: $across × $down', (size) => {
    fc.assert(
      fc.property(anyRaster(70, 20), (page) => {
        const byBits = inkOfRows(page, size);
        const bySamples = inkOfSamples({ ...page, samples: samplesOf(page) }, size);
        for (let y = 0; y < byBits.height; y++) {
          for (let x = 0; x < bySamples.width; x++) {
            const bit = byBits.cells[y * byBits.width + x] ?? 0;
            expect(Math.abs(bit - bySamples.cells[y * bySamples.width + x]!)).toBeLessThanOrEqual(
              3,
            );
          }
        }
      }),
    );
  });
});
