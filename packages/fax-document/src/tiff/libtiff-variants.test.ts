import { describe, expect, it } from 'vitest';

import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { tiffcp } from '../testing/debian-tools.ts';
import { uncompressedTiff } from '../testing/raster.ts';
import { sample } from '../testing/samples.ts';
import { decodeAnyPage } from './decode-any-page.ts';
import { decodeTiffPages } from './decode-pages.ts';
import { parseTiff } from './parse.ts';

const CODINGS = [
  'g3:1d',
  'g3:2d',
  'g3:1d:fill',
  'g3:2d:fill',
  'g4',
  'none',
  'packbits',
  'lzw',
  'zip',
];
const LAYOUTS = [
  ['one strip', ['-r', '100000']],
  ['strips of 16 rows', ['-s', '-r', '16']],
  ['tiles', ['-t', '-w', '128', '-l', '64']],
] as const;
const FILES = [
  ['little-endian', ['-L']],
  ['big-endian, lowest bit first', ['-B', '-f', 'lsb2msb']],
  ['BigTIFF, lowest bit first', ['-8', '-f', 'lsb2msb']],
] as const;

const PAGE = someRows();
const SOURCE = uncompressedTiff(PAGE);

describe.each(CODINGS)('a page that libtiff writes as %s', (coding) => {
  describe.each(LAYOUTS)('in %s', (_, layout) => {
    it.each(FILES)('%s', async (_order, file) => {
      const tiff = tiffcp(SOURCE, '-c', coding, ...layout, ...file);
      const { pages, truncated } = parseTiff(tiff, DEFAULT_LIMITS);
      expect({ truncated, pages: pages.length }).toEqual({ truncated: false, pages: 1 });
      const decoded = await decodeAnyPage(tiff, pages[0]!, DEFAULT_LIMITS.maxPixels);
      expect(decoded).toMatchObject({ height: PAGE.height, damagedRows: [], missingLines: 0 });
      expect(decoded.corrections ?? []).toEqual([]);
      expect(Buffer.compare(decoded.rows, PAGE.rows)).toBe(0);
    });
  });
});

/** Text of a received page: 150 rows, which are no whole number of strips or tiles. */
function someRows(): PackedRows {
  const [page] = decodeTiffPages(sample('sp-3pages.tif'));
  if (page === undefined) throw new Error('the sample has no page');
  const stride = rowBytes(page.width);
  return { width: page.width, height: 150, rows: page.rows.slice(200 * stride, 350 * stride) };
}
