import { describe, expect, it } from 'vitest';

import { placementOf } from '../pdf/orientation.ts';
import { raster } from '../testing/raster.ts';
import { placed, squared } from './arrange-raster.ts';
import { rasterStride, type PageRaster } from './page-raster.ts';

const page = (...lines: string[]) => {
  const { width, height, rows: samples } = raster(...lines);
  return { width, height, bits: 1, samples } as const;
};

function picture({ width, height, bits, samples }: Omit<PageRaster, 'dpi'>): string[] {
  const stride = rasterStride({ width, bits });
  const black = (x: number, y: number): boolean =>
    (samples[y * stride + (x >>> 3)]! & (0x80 >> (x & 7))) !== 0;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_x, x) => (black(x, y) ? '#' : '.')).join(''),
  );
}

const CORNER = page('##.', '#..');

describe('pixels become about as wide as high', () => {
  it('rows are doubled for 204 × 98', () => {
    const square = squared(CORNER, 204, 98);
    expect(picture(square)).toEqual(['##.', '##.', '#..', '#..']);
    expect(square.dpi).toBe(204);
  });

  it('every other row is taken of 204 × 391', () => {
    const square = squared(page('##.', '#..', '...', '..#', '###'), 204, 391);
    expect(picture(square)).toEqual(['##.', '...', '###']);
    expect(square.dpi).toBe(204);
  });

  it('204 × 196 is square enough', () => {
    expect(squared(CORNER, 204, 196)).toEqual({ ...CORNER, dpi: 204 });
  });

  it('grey pages as well', () => {
    const grey = { width: 2, height: 1, bits: 8, samples: Uint8Array.of(10, 200) } as const;
    expect(squared(grey, 200, 100).samples).toEqual(Uint8Array.of(10, 200, 10, 200));
  });
});

describe('a stored page is shown by its Orientation (TIFF 6.0 section 8)', () => {
  it.each([
    [1, ['##.', '#..']],
    [2, ['.##', '..#']],
    [3, ['..#', '.##']],
    [4, ['#..', '##.']],
    [5, ['##', '#.', '..']],
    [6, ['##', '.#', '..']],
    [7, ['..', '.#', '##']],
    [8, ['..', '#.', '##']],
  ])('%d', (orientation, shown) => {
    expect(picture(placed(CORNER, placementOf(orientation)))).toEqual(shown);
  });
});
