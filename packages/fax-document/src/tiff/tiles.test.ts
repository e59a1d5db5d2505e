import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tiffcp } from '../testing/debian-tools.ts';
import { anyRaster, uncompressedTiff } from '../testing/raster.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { decodeTiffPages } from './decode-pages.ts';
import { parseTiff } from './parse.ts';

describe('a page in tiles decodes to the pixels that libtiff coded', () => {
  it.each([
    ['T.6', ['-c', 'g4', '-w', '64', '-l', '16']],
    ['T.4, lowest bit first', ['-c', 'g3:2d', '-w', '32', '-l', '32', '-f', 'lsb2msb']],
    ['T.6 in a big-endian BigTIFF', ['-c', 'g4', '-w', '16', '-l', '16', '-8', '-B']],
  ])('%s', (_, options) => {
    fc.assert(
      fc.property(anyRaster(300, 60), (page) => {
        fc.pre(page.height > 0);
        expect(decodeTiffPages(tiffcp(uncompressedTiff(page), '-t', ...options))).toEqual([page]);
      }),
      { numRuns: 8 },
    );
  });
});

it('a tile that can’t be read costs its own lines, and the others stay', () => {
  const page = fc
    .sample(anyRaster(300, 60), { numRuns: 20, seed: 5 })
    .find(({ height }) => height > 40);
  if (page === undefined) throw new Error('no page of several rows of tiles');
  const options = ['-t', '-c', 'g4', '-w', '64', '-l', '16'];
  const tiff = Uint8Array.from(tiffcp(uncompressedTiff(page), ...options));
  const last = parseTiff(tiff, DEFAULT_LIMITS).pages[0]?.strips.at(-1)?.offset ?? 0;
  tiff.fill(0, last, last + 3);
  const [read] = decodeTiffPages(tiff);
  expect(read?.height).toBe(page.height);
  const kept = 16 * Math.ceil(page.width / 8);
  expect(read?.rows.subarray(0, kept)).toEqual(page.rows.subarray(0, kept));
});
