import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodeG4 } from '../ccitt/encode-g4.ts';
import { FaxDocumentError } from '../errors.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { raster } from '../testing/raster.ts';
import { tiffcp } from '../testing/debian-tools.ts';
import { SAMPLE_NAMES, sample } from '../testing/samples.ts';
import { buildTiff } from '../testing/tiff-builder.ts';
import { decodeTiffPages } from './decode-pages.ts';
import { parseTiff } from './parse.ts';

const PAGE = raster('#......#', '.######.');
const STRIP = encodeG4(PAGE);
const page = (tags = {}) => ({ tags: { imageWidth: 8, imageLength: 2, ...tags }, strips: [STRIP] });
const parse = (tiff: Uint8Array, limits = {}) => parseTiff(tiff, { ...DEFAULT_LIMITS, ...limits });
const dpi = (numerator: number, denominator = 1) => ({ numerator, denominator });

describe('a page as its directory has it', () => {
  it.each([
    ['little', true],
    ['big', false],
  ])('in %s-endian order', (_, little) => {
    const tiff = buildTiff([page(), page({ orientation: 3 })], little);
    expect(parse(tiff)).toMatchObject({
      truncated: false,
      pages: [
        { width: 8, height: 2, orientation: 1 },
        { width: 8, height: 2, orientation: 3 },
      ],
    });
    expect(decodeTiffPages(tiff)).toEqual([PAGE, PAGE]);
  });

  it('has the receiver’s tags', () => {
    const [first] = parse(sample('hyla-from-efax-noisy-badlines.tif')).pages;
    expect(first?.fax).toMatchObject({
      cleanFaxData: 'regenerated',
      badFaxLines: 10,
      consecutiveBadFaxLines: 6,
      faxRecvParams: 2105385,
      faxRecvTime: 50,
      faxDcs: '00 46 1E',
      dateTime: '2026:11:22 04:48:46',
    });
    expect(parse(sample('sp-3pages.tif')).pages[2]?.fax.faxSubAddress).toBe('4711');
  });

  it('is as high as its data when no height is given', () => {
    expect(decodeTiffPages(buildTiff([page({ imageLength: 0 })]))).toEqual([PAGE]);
  });

  it.each([
    ['little', '-L'],
    ['big', '-B'],
  ])('in a %s-endian BigTIFF', (_, order) => {
    const big = tiffcp(sample('sp-3pages.tif'), '-8', order);
    const { pages, layout, truncated } = parse(big);
    expect({ big: layout.big, truncated, pages: pages.length }).toEqual({
      big: true,
      truncated: false,
      pages: 3,
    });
    expect(decodeTiffPages(big)).toEqual(decodeTiffPages(sample('sp-3pages.tif')));
  });

  it('may have its tags in any order, twice, and of any type', () => {
    const tiff = buildTiff([page()]);
    const view = new DataView(tiff.buffer);
    const first = view.getUint32(4, true) + 2;
    const entries = Array.from({ length: view.getUint16(first - 2, true) }, (_, index) =>
      tiff.slice(first + index * 12, first + index * 12 + 12),
    );
    tiff.set(Buffer.concat(entries.toReversed()), first);
    expect(decodeTiffPages(tiff)).toEqual([PAGE]);
  });

  it('shares its rows among its strips when RowsPerStrip is missing', () => {
    const [whole] = decodeTiffPages(sample('sp-3pages.tif'));
    if (whole === undefined) throw new Error('no page');
    const half = whole.rows.length / 2;
    const strips = [whole.rows.subarray(0, half), whole.rows.subarray(half)].map((rows) =>
      encodeG4({ width: whole.width, height: whole.height / 2, rows }),
    );
    const tags = { imageWidth: whole.width, imageLength: whole.height };
    expect(decodeTiffPages(buildTiff([{ tags, strips }]))).toEqual([whole]);
  });

  it('is lost when it is too large, and the others stay', () => {
    const pages = [page(), page({ imageWidth: 60_000, imageLength: 900_000 })];
    expect(parse(buildTiff(pages))).toMatchObject({ pages: { length: 1 }, truncated: true });
  });

  it('is a page although all are said to be reduced versions', () => {
    expect(parse(buildTiff([page({ newSubfileType: 1 })])).pages).toHaveLength(1);
  });

  it('is no thumbnail', () => {
    const { pages } = parse(buildTiff([page({ newSubfileType: 1 }), page()]));
    expect(pages.map(({ directory }) => directory)).toEqual([1]);
  });
});

describe('the resolution', () => {
  const resolution = (tags: object) => parse(buildTiff([page(tags)])).pages[0];

  it('is different along and across the rows', () => {
    const tags = { xResolution: dpi(204), yResolution: dpi(98) };
    expect(resolution(tags)).toMatchObject({ xDpi: 204, yDpi: 98 });
  });

  it('may be given a centimetre', () => {
    const tags = { xResolution: dpi(8031, 100), yResolution: dpi(385, 10), resolutionUnit: 3 };
    expect(resolution(tags)?.xDpi).toBeCloseTo(203.99, 1);
    expect(resolution(tags)?.yDpi).toBeCloseTo(97.79, 1);
  });

  it.each([
    ['absent', {}],
    ['zero', { xResolution: dpi(0), yResolution: dpi(0) }],
    ['divided by zero', { xResolution: dpi(1, 0), yResolution: dpi(1, 0) }],
    ['absurd', { xResolution: dpi(4_000_000_000), yResolution: dpi(1) }],
  ])('is what a page of this size likely has when it is %s', (_, tags) => {
    const standard = { imageWidth: 1728, imageLength: 1140, ...tags };
    expect(resolution(standard)).toMatchObject({ xDpi: 204, yDpi: 98 });
    expect(resolution({ ...standard, imageLength: 2200 })).toMatchObject({ yDpi: 196 });
    expect(resolution({ ...standard, imageWidth: 2592 })).toMatchObject({ xDpi: 300, yDpi: 300 });
  });
});

describe('strips', () => {
  it.each([
    ['0', 0],
    ['beyond the file', 4_000_000_000],
  ])('are read when their length is said to be %s', (_, stripByteCounts) => {
    expect(decodeTiffPages(buildTiff([page({ stripByteCounts })]))).toEqual([PAGE]);
  });

  it('behind the end of the file are empty, and the file is truncated', () => {
    const { pages, truncated } = parse(buildTiff([page({ stripOffsets: 1_000_000 })]));
    expect(pages[0]?.strips).toMatchObject([{ length: 0 }]);
    expect(truncated).toBe(true);
  });
});

describe('the chain of pages', () => {
  it('ends where it turns back on itself', () => {
    const tiff = buildTiff([page(), page()]);
    const view = new DataView(tiff.buffer);
    const last = tiff.length - 4;
    view.setUint32(last, view.getUint32(4, true), true);
    expect(parse(tiff)).toMatchObject({ pages: { length: 2 }, truncated: true });
  });

  it('ends where the file ends, with what is there of a page whose directory is not', () => {
    const cut = sample('sp-3pages.tif').subarray(0, 100_000);
    expect(parse(cut)).toMatchObject({ pages: { length: 3 }, truncated: true });
    const whole = decodeTiffPages(sample('sp-3pages.tif'));
    const [first, second, part] = decodeTiffPages(cut);
    expect([first, second]).toEqual(whole.slice(0, 2));
    expect(part?.height).toBeGreaterThan(100);
    const kept = part?.rows.length ?? 0;
    expect(Buffer.compare(part?.rows ?? PAGE.rows, whole[2]!.rows.subarray(0, kept))).toBe(0);
  });

  it('holds nothing where the file ends in no page', () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, at) => (at * at * 31 + at) >>> 3);
    const header = Uint8Array.from([0x49, 0x49, 42, 0, 0, 0, 0, 0x7f]);
    expect(parse(Buffer.concat([header, noise]))).toMatchObject({ pages: [], truncated: true });
    const white = Buffer.concat([header, new Uint8Array(5000).fill(0xff)]);
    expect(parse(white)).toMatchObject({ pages: [], truncated: true });
  });

  it.each(SAMPLE_NAMES)('has the first page of %s when the file is cut in its middle', (name) => {
    const cut = sample(name).subarray(0, sample(name).length / 2);
    const [part] = decodeTiffPages(cut);
    const [whole] = decodeTiffPages(sample(name));
    expect(part?.width).toBe(whole?.width);
    expect(part?.height).toBeGreaterThan(50);
  });

  it('is found again behind an offset that leads out of the file', () => {
    const whole = decodeTiffPages(sample('sp-3pages.tif'));
    const tiff = Uint8Array.from(sample('sp-3pages.tif'));
    new DataView(tiff.buffer).setUint32(4, 0x7fff_fff0, true);
    expect(parse(tiff).truncated).toBe(true);
    expect(decodeTiffPages(tiff)).toEqual(whole);
  });

  it('may have no more pages than allowed', () => {
    const tiff = buildTiff([page(), page(), page()]);
    expect(() => parse(tiff, { maxPages: 2 })).toThrow(
      expect.objectContaining({ code: 'too-many-pages' }),
    );
  });
});

describe('refused by name', () => {
  it('too-many-pixels', () => {
    const tiff = buildTiff([page({ imageWidth: 60_000, imageLength: 900_000 })]);
    expect(() => parse(tiff)).toThrow(expect.objectContaining({ code: 'too-many-pixels' }));
  });

  it('not-a-fax-document', () => {
    expect(() => parse(Buffer.from('<html>'))).toThrow(
      expect.objectContaining({ code: 'not-a-fax-document' }),
    );
  });
});

it('a received file with any bytes changed or cut off gives pages or one of our errors', () => {
  const limits = { ...DEFAULT_LIMITS, maxPixels: 20_000_000 };
  const change = fc.record({ at: fc.nat(200), to: fc.nat(255) });
  fc.assert(
    fc.property(
      fc.constantFrom(...SAMPLE_NAMES),
      fc.array(change, { maxLength: 8 }),
      fc.nat(400),
      (name, changes, cut) => {
        const tiff = Uint8Array.from(sample(name));
        const directory = new DataView(tiff.buffer).getUint32(4, true);
        for (const { at, to } of changes) tiff[directory + at] = to;
        expect(refusalOf(() => parse(tiff.subarray(0, tiff.length - cut), limits))).toSatisfy(
          (error) => error === undefined || error instanceof FaxDocumentError,
        );
      },
    ),
  );
});

function refusalOf(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}
