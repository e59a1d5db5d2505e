import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../../limits.ts';
import { buildTiff, type PageToWrite } from '../../testing/tiff-builder.ts';
import { decodeAnyPage } from '../decode-any-page.ts';
import { parseTiff } from '../parse.ts';

const WEBP = { compression: 50001, photometric: 2, bitsPerSample: [8, 8, 8], samplesPerPixel: 3 };

const image = (background: string, width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .webp({ lossless: true })
    .toBuffer();

async function decode(tags: PageToWrite['tags'], strips: readonly Uint8Array[]) {
  const tiff = buildTiff([{ tags: { ...WEBP, ...tags }, strips }]);
  const [page] = parseTiff(tiff, DEFAULT_LIMITS).pages;
  if (page === undefined) throw new Error('no page');
  return decodeAnyPage(tiff, page, DEFAULT_LIMITS.maxPixels);
}

describe('each strip or tile coded by WebP is an image', () => {
  const strips = { imageWidth: 10, imageLength: 6, rowsPerStrip: 4 };

  it('strips one below the other', async () => {
    const { grey } = await decode(strips, [
      await image('#646464', 10, 4),
      await image('#323232', 10, 2),
    ]);
    expect(grey).toEqual(Uint8Array.from({ length: 60 }, (_, at) => (at < 40 ? 100 : 50)));
  });

  it('tiles that reach over the page’s edges', async () => {
    const tiles = { imageWidth: 20, imageLength: 10, tileWidth: 16, tileLength: 16 };
    const coded = [await image('#646464', 16, 16), await image('#323232', 16, 16)];
    const tiff = {
      ...tiles,
      tileOffsets: [8, 8 + coded[0]!.length],
      tileByteCounts: coded.map(({ length }) => length),
    };
    const { grey } = await decode(tiff, coded);
    expect(grey).toEqual(Uint8Array.from({ length: 200 }, (_, at) => (at % 20 < 16 ? 100 : 50)));
  });

  it('one that can’t be read costs its own lines', async () => {
    const broken = Buffer.from('RIFF....WEBP');
    const read = await decode(strips, [broken, await image('#323232', 10, 2)]);
    expect(read).toMatchObject({ damagedRows: [0, 1, 2, 3], missingLines: 0 });
  });
});

it('colour is as light as it is without coding', async () => {
  const size = { imageWidth: 8, imageLength: 4, rowsPerStrip: 4 };
  const red = Uint8Array.from({ length: 96 }, (_, at) => (at % 3 === 0 ? 255 : 0));
  const plain = await decode({ ...size, compression: 1 }, [red]);
  const coded = await decode(size, [await image('#ff0000', 8, 4)]);
  expect(Math.abs((coded.grey?.[0] ?? 0) - (plain.grey?.[0] ?? 255))).toBeLessThanOrEqual(1);
});
