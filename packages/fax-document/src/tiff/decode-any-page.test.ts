import { describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { tiffcp } from '../testing/debian-tools.ts';
import { uncompressedTiff } from '../testing/raster.ts';
import { sample } from '../testing/samples.ts';
import { buildTiff } from '../testing/tiff-builder.ts';
import { decodeAnyPage } from './decode-any-page.ts';
import { decodeTiffPages } from './decode-pages.ts';
import { parseTiff } from './parse.ts';

const [PAGE] = decodeTiffPages(sample('sp-3pages.tif'));
if (PAGE === undefined) throw new Error('the sample has no page');

async function decode(tiff: Uint8Array) {
  const [page] = parseTiff(tiff, DEFAULT_LIMITS).pages;
  if (page === undefined) throw new Error('no page');
  return decodeAnyPage(tiff, page, DEFAULT_LIMITS.maxPixels);
}

describe('a bilevel page that is not coded as a fax has its pixels', () => {
  it.each([
    ['uncompressed', ['-c', 'none']],
    ['uncompressed, lowest bit first', ['-c', 'none', '-f', 'lsb2msb', '-r', '100']],
    ['PackBits, big-endian', ['-c', 'packbits', '-B']],
    ['LZW in tiles', ['-c', 'lzw', '-t', '-w', '256', '-l', '256']],
    ['deflate in a BigTIFF', ['-c', 'zip', '-8']],
  ])('%s', async (_, options) => {
    const decoded = await decode(tiffcp(uncompressedTiff(PAGE), ...options));
    expect(decoded).toMatchObject({ missingLines: 0, damagedRows: [] });
    expect(Buffer.compare(decoded.rows, PAGE.rows)).toBe(0);
    expect(decoded.grey).toBeUndefined();
  });
});

describe('a grey page has its samples', () => {
  const samples = Uint8Array.from({ length: 64 * 40 }, (_, at) => (at * 7) % 256);
  const size = { imageWidth: 64, imageLength: 40, bitsPerSample: 8, compression: 1 };
  const grey = (photometric: number) =>
    buildTiff([{ tags: { ...size, photometric, rowsPerStrip: 40 }, strips: [samples] }]);

  it('of which 0 is black', async () => {
    expect(Buffer.compare((await decode(grey(1))).grey ?? samples.slice(1), samples)).toBe(0);
  });

  it('or of which 0 is white', async () => {
    const decoded = await decode(grey(0));
    const inverted = samples.map((level) => 255 - level);
    expect(Buffer.compare(decoded.grey ?? samples, inverted)).toBe(0);
  });

  it.each(['zip:2', 'lzw:2', 'packbits'])('coded as %s', async (coding) => {
    const decoded = await decode(tiffcp(grey(1), '-c', coding, '-r', '8'));
    expect(Buffer.compare(decoded.grey ?? samples.slice(1), samples)).toBe(0);
  });

  it('as good as JPEG keeps them', async () => {
    const flat = buildTiff([
      { tags: { ...size, photometric: 1, rowsPerStrip: 40 }, strips: [samples.fill(100)] },
    ]);
    const decoded = await decode(tiffcp(flat, '-c', 'jpeg', '-r', '16'));
    expect(decoded.grey?.every((level) => Math.abs(level - 100) <= 2)).toBe(true);
  });
});

describe('what can’t be read of such a page is said to be lost', () => {
  it('lines behind the end of an uncompressed file are missing', async () => {
    const tiff = tiffcp(uncompressedTiff(PAGE), '-c', 'none', '-r', '5000');
    const [page] = parseTiff(tiff, DEFAULT_LIMITS).pages;
    const { offset = 0, length = 0 } = page?.strips[0] ?? {};
    const half = Math.floor(length / 2);
    const kept = decodeAnyPage(
      tiff.subarray(0, offset + half),
      { ...page!, cut: true, strips: [{ offset, length: half, reach: half }] },
      DEFAULT_LIMITS.maxPixels,
    );
    const rows = Math.floor(half / (PAGE.width / 8));
    expect(await kept).toMatchObject({ height: rows, missingLines: PAGE.height - rows });
  });

  it('lines of a strip that can’t be decoded are damaged and white', async () => {
    const tiff = Uint8Array.from(tiffcp(uncompressedTiff(PAGE), '-c', 'zip', '-r', '500'));
    const strip = parseTiff(tiff, DEFAULT_LIMITS).pages[0]?.strips[1];
    tiff.fill(0, strip?.offset, (strip?.offset ?? 0) + (strip?.length ?? 0));
    const decoded = await decode(tiff);
    expect(decoded.damagedRows).toHaveLength(500);
    expect(decoded.damagedRows.at(0)).toBe(500);
    const stride = PAGE.width / 8;
    expect(
      Buffer.compare(decoded.rows.subarray(0, 500 * stride), PAGE.rows.subarray(0, 500 * stride)),
    ).toBe(0);
    expect(decoded.rows.subarray(500 * stride, 1000 * stride).every((byte) => byte === 0)).toBe(
      true,
    );
  });
});

describe('refused by name', () => {
  it.each([
    ['jbig', { compression: 34661 }],
    ['jbig', { compression: 9 }],
    ['unsupported-image', { compression: 34712 }],
    ['unsupported-image', { compression: 4, bitsPerSample: 8 }],
  ])('%s', async (code, tags) => {
    const size = { imageWidth: 8, imageLength: 8 };
    const tiff = buildTiff([{ tags: { ...size, ...tags }, strips: [new Uint8Array(8)] }]);
    await expect(decode(tiff)).rejects.toMatchObject({ code });
  });
});
