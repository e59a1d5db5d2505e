import { describe, expect, it } from 'vitest';

import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { tiffcp } from '../testing/debian-tools.ts';
import { bytesOf, run } from '../testing/g3-encoder.ts';
import { decodeByLibtiff, uncompressedTiff } from '../testing/raster.ts';
import { sample } from '../testing/samples.ts';
import { buildTiff } from '../testing/tiff-builder.ts';
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

/** Modes of T.4 clause 4.2.1.3, as bits. */
const [V0, PASS] = ['1', '0001'];
const horizontal = (white: number, black: number): string =>
  `001${run(white, false)}${run(black, true)}`;

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

/** Runs of no pixels, which some writers of T.6 begin rows with: they count as changes for the next row. */
describe.each([
  [
    'at the beginning of a row',
    [horizontal(0, 0), horizontal(4, 2), V0, PASS, horizontal(2, 2), V0],
  ],
  ['in it', [horizontal(4, 0), horizontal(3, 2), V0, V0, V0, V0]],
  ['twice', [horizontal(0, 0), horizontal(0, 0), horizontal(5, 1), V0, PASS, PASS, V0, V0, V0]],
])('empty runs %s', (_, codes) => {
  it('are read as libtiff reads them', async () => {
    const size = { imageWidth: 12, imageLength: 2, rowsPerStrip: 2 };
    const tiff = buildTiff([{ tags: { ...size, compression: 4 }, strips: [bytesOf(...codes)] }]);
    const [expected] = decodeByLibtiff(tiff);
    const [page] = parseTiff(tiff, DEFAULT_LIMITS).pages;
    expect(await decodeAnyPage(tiff, page!, DEFAULT_LIMITS.maxPixels)).toMatchObject({
      height: 2,
      rows: expected?.rows,
      missingLines: 0,
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
