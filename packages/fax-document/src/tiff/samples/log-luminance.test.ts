import { expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../../limits.ts';
import { buildTiff, type PageToWrite } from '../../testing/tiff-builder.ts';
import { decodeAnyPage } from '../decode-any-page.ts';
import { parseTiff } from '../parse.ts';

const SIZE = { imageWidth: 4, imageLength: 2, rowsPerStrip: 2 };
const LOG_L = { compression: 34676, photometric: 32844, bitsPerSample: 16 };
const LOG_LUV = { compression: 34676, photometric: 32845, bitsPerSample: 16, samplesPerPixel: 3 };
const LOG_LUV_24 = { ...LOG_LUV, compression: 34677 };

async function decode(tags: PageToWrite['tags'], strip: readonly number[]) {
  const tiff = buildTiff([{ tags: { ...SIZE, ...tags }, strips: [Uint8Array.from(strip)] }]);
  const [page] = parseTiff(tiff, DEFAULT_LIMITS).pages;
  if (page === undefined) throw new Error('no page');
  const decoded = await decodeAnyPage(tiff, page, DEFAULT_LIMITS.maxPixels);
  return { ...decoded, grey: [...(decoded.grey ?? [])] };
}

/** A quarter of white's luminance is half as light: 62 × 256 of 64 × 256, 10 × 64 of 12 × 64. */
const HALF = 128;

it('each byte of the logarithms is a plane of runs and of bytes as they are', async () => {
  const first = [0x82, 0x3e, 4, 0x00, 0x00, 0x00, 0x00];
  const second = [0x80, 0x40, 0x80, 0x00, 0x82, 0x00];
  const { grey, missingLines } = await decode(LOG_L, [...first, ...second]);
  expect(missingLines).toBe(0);
  expect(grey).toEqual([HALF, HALF, HALF, HALF, 255, 255, 0, 0]);
});

it('a sign means that there is no light', async () => {
  const row = [0x80, 0xbe, 0x80, 0x3e, 0x82, 0x00];
  expect((await decode(LOG_L, [...row, ...row])).grey).toEqual([0, 0, HALF, HALF, 0, 0, HALF, HALF]);
});

it('what follows the logarithm is colour', async () => {
  const row = [0x82, 0x3e, 0x82, 0x00, 0x82, 0x77, 0x82, 0x99];
  expect((await decode(LOG_LUV, [...row, ...row])).grey).toEqual(Array(8).fill(HALF));
});

it('pixels of 24 bits have ten for it, and are not packed', async () => {
  const pixel = [(640 << 14) >>> 16, 0x12, 0x34];
  const pixels = Array.from({ length: 8 }, () => pixel).flat();
  expect((await decode(LOG_LUV_24, pixels)).grey).toEqual(Array(8).fill(HALF));
});

it('rows that the data don’t have are missing', async () => {
  const row = [0x82, 0x3e, 0x82, 0x00];
  expect(await decode(LOG_L, [...row, 0x82])).toMatchObject({ height: 1, missingLines: 1 });
});
