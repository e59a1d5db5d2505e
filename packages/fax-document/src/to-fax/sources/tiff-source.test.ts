import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { encodeG4 } from '../../ccitt/encode-g4.ts';
import { rowBytes, type PackedRows } from '../../ccitt/row-sink.ts';
import { blackShare, faxMaker, isBlack, type MakeFax } from '../../testing/faxes.ts';
import { raster } from '../../testing/raster.ts';
import { sample, SAMPLE_NAMES } from '../../testing/samples.ts';
import { buildTiff, type PageToWrite } from '../../testing/tiff-builder.ts';
import { decodeTiffPages } from '../../tiff/decode-pages.ts';

let make: MakeFax;
beforeAll(async () => {
  make = await faxMaker();
});

function tiff(page: PackedRows, tags: PageToWrite['tags'] = {}): Uint8Array {
  const size = { imageWidth: page.width, imageLength: page.height };
  const dpi = (numerator: number) => ({ numerator, denominator: 1 });
  const resolution = { xResolution: dpi(204), yResolution: dpi(196) };
  return buildTiff([{ tags: { ...size, ...resolution, ...tags }, strips: [encodeG4(page)] }]);
}

/** A page of this size whose upper left quarter is black. */
function quarter(width: number, height: number): PackedRows {
  const rows = new Uint8Array(rowBytes(width) * height);
  for (let y = 0; y < height / 2; y++) {
    rows.fill(0xff, y * rowBytes(width), y * rowBytes(width) + width / 16);
  }
  return { width, height, rows };
}

describe('a fax’s own pages', () => {
  it.each(SAMPLE_NAMES)('%s goes out pixel for pixel at its own resolution', async (name) => {
    const own = decodeTiffPages(sample(name));
    const resolution = (own[0]?.height ?? 0) < 1200 ? 'standard' : 'fine';
    const { rasters, pages } = await make([sample(name)], { resolution });
    expect(rasters).toEqual(own);
    expect(pages.every(({ ownPixels }) => ownPixels)).toBe(true);
  });

  it('tell which lines came damaged', async () => {
    const { pages, sources } = await make([sample('hyla-from-efax-noisy-badlines.tif')]);
    expect(pages[0]!.damagedLines).toBeGreaterThan(0);
    expect(sources).toEqual([{ kind: 'tiff', pages: 1, truncated: false }]);
  });

  it('that are cut short say so', async () => {
    const { sources } = await make([sample('sp-3pages.tif').subarray(0, 100_000)]);
    expect(sources[0]).toMatchObject({ truncated: true, pages: 3 });
  });

  it('that are longer than the sheet stay as long as they are', async () => {
    const { pages } = await make([tiff(quarter(1728, 6000))]);
    expect(pages[0]).toMatchObject({ height: 6000, ownPixels: true });
  });

  it('of any pixels decode again to these pixels', async () => {
    const page = fc.record({
      columns: fc.constantFrom(1728, 1680, 400),
      rows: fc.array(fc.constantFrom(0x00, 0xff, 0xa5, 0x01), { minLength: 1, maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(page, async ({ columns, rows: seed }) => {
        const rows = new Uint8Array(rowBytes(columns) * 40);
        rows.forEach((_, at) => (rows[at] = seed[at % seed.length]!));
        const { rasters } = await make([tiff({ width: columns, height: 40, rows })]);
        const left = (1728 - columns) / 16;
        const expected = new Uint8Array(216 * 40);
        for (let y = 0; y < 40; y++) {
          expected.set(rows.subarray((y * columns) / 8, ((y + 1) * columns) / 8), y * 216 + left);
        }
        expect(rasters[0]).toEqual({ width: 1728, height: 40, rows: expected });
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [1, 0, 0],
    [2, 1, 0],
    [3, 1, 1],
    [4, 0, 1],
  ])('of Orientation %d are set upright, pixel for pixel', async (orientation, right, low) => {
    const { rasters, pages } = await make([tiff(quarter(1728, 2200), { orientation })]);
    const corner = { left: right * 864, top: low * 1100, width: 864, height: 1100 };
    expect(pages[0]).toMatchObject({ ownPixels: true, height: 2200 });
    expect(blackShare(rasters[0]!, corner)).toBe(1);
    expect(blackShare(rasters[0]!)).toBeCloseTo(0.25, 5);
  });

  it.each([
    [5, 0, 0],
    [6, 1, 0],
    [7, 1, 1],
    [8, 0, 1],
  ])('of Orientation %d are turned', async (orientation, right, low) => {
    const { rasters, pages } = await make([tiff(quarter(2200, 1600), { orientation })]);
    const { height } = pages[0]!;
    const at = { x: right ? 1200 : 500, y: low ? height - 200 : 200 };
    expect(pages[0]).toMatchObject({ ownPixels: false, turned: false });
    expect(isBlack(rasters[0]!, at.x, at.y)).toBe(true);
    expect(isBlack(rasters[0]!, 1700 - at.x, height - at.y)).toBe(false);
  });
});

describe('other TIFFs', () => {
  it('of a finer resolution are scaled, in their proportions', async () => {
    const dpi = { numerator: 300, denominator: 1 };
    const scan = tiff(quarter(2480, 3504), { xResolution: dpi, yResolution: dpi });
    const { pages, rasters } = await make([scan]);
    expect(pages[0]).toMatchObject({ width: 1728, height: 2289, scale: 1, ownPixels: false });
    expect(blackShare(rasters[0]!)).toBeCloseTo((0.25 * 1686) / 1728, 2);
  });

  it('that are grey become dots', async () => {
    const grey = buildTiff([
      {
        tags: { imageWidth: 64, imageLength: 64, compression: 1, bitsPerSample: 8, photometric: 1 },
        strips: [new Uint8Array(64 * 64).fill(128)],
      },
    ]);
    const { pages, rasters } = await make([grey]);
    expect(pages[0]!.halftoned).toBeGreaterThan(0);
    expect(blackShare(rasters[0]!)).toBeGreaterThan(0.01);
  });
});

it('not one line that can be read is refused', async () => {
  const broken = buildTiff([
    { tags: { imageWidth: 1728, imageLength: 100 }, strips: [new Uint8Array(40)] },
  ]);
  await expect(make([broken])).rejects.toMatchObject({ code: 'damaged-beyond-reading' });
});

it('a picture of a few pixels is a page all the same', async () => {
  const { pages } = await make([tiff(raster('#.#', '.#.', '#.#'))]);
  expect(pages[0]).toMatchObject({ width: 1728, height: 3, ownPixels: true });
});

describe('a fax from a later page on', () => {
  it('has the pages from there, whole, and none before', async () => {
    const all = decodeTiffPages(sample('sp-3pages.tif'));
    const { rasters } = await make([sample('sp-3pages.tif')], { firstPage: 3 });
    expect(rasters).toEqual(all.slice(2));
  });

  it.each([0, 4, 1.5])('is none when the document has no such page: %d', async (firstPage) => {
    await expect(make([sample('sp-3pages.tif')], { firstPage })).rejects.toMatchObject({
      code: 'bad-options',
    });
  });
});
