import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../../limits.ts';
import { buildTiff, type PageToWrite } from '../../testing/tiff-builder.ts';
import { decodeAnyPage } from '../decode-any-page.ts';
import { parseTiff } from '../parse.ts';

const SIZE = { imageWidth: 16, imageLength: 8 };
const jpeg = await sharp({ create: { width: 16, height: 8, channels: 3, background: '#646464' } })
  .jpeg()
  .toBuffer();
/** Strips lie right behind a TIFF's header. */
const HEADER_BYTES = 8;
const START_OF_SCAN = jpeg.indexOf(Buffer.from([0xff, 0xda]));

async function decode(tags: PageToWrite['tags'], strip: Uint8Array) {
  const usual = { ...SIZE, bitsPerSample: [8, 8, 8], samplesPerPixel: 3, photometric: 6 };
  const tiff = buildTiff([{ tags: { ...usual, compression: 6, ...tags }, strips: [strip] }]);
  const [page] = parseTiff(tiff, DEFAULT_LIMITS).pages;
  if (page === undefined) throw new Error('no page');
  return decodeAnyPage(tiff, page, DEFAULT_LIMITS.maxPixels);
}

const isFlat = (grey: Uint8Array | undefined): boolean =>
  grey?.length === 128 && grey.every((level) => Math.abs(level - 100) <= 2);

describe('JPEG as TIFF 6.0 first had it is read', () => {
  it('where the interchange format is a whole file', async () => {
    const tags = { jpegInterchangeFormat: HEADER_BYTES, jpegInterchangeFormatLength: jpeg.length };
    expect(isFlat((await decode(tags, jpeg)).grey)).toBe(true);
  });

  it('where it is the tables alone, and the strip the rest', async () => {
    const tags = {
      jpegInterchangeFormat: HEADER_BYTES,
      jpegInterchangeFormatLength: START_OF_SCAN,
      stripOffsets: HEADER_BYTES + START_OF_SCAN,
      stripByteCounts: jpeg.length - START_OF_SCAN,
    };
    expect(isFlat((await decode(tags, jpeg)).grey)).toBe(true);
  });

  it('where the strip is a whole file', async () => {
    expect(isFlat((await decode({}, jpeg)).grey)).toBe(true);
  });

  it('and refused where no file is to be found', async () => {
    await expect(decode({}, jpeg.subarray(20))).rejects.toMatchObject({
      code: 'unsupported-image',
    });
  });
});
