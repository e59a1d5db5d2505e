import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { askTool, tiffcp } from '../testing/debian-tools.ts';
import { faxMaker, type MadeFax, type MakeFax } from '../testing/faxes.ts';
import { textPdf } from '../testing/pdfs.ts';
import { anyRaster, decodeByLibtiff } from '../testing/raster.ts';
import { Y_DPI, FAX_CODINGS, FAX_RESOLUTIONS } from '../to-fax/fax-format.ts';
import { encodeG4 } from '../ccitt/encode-g4.ts';
import { decodeTiffPages } from './decode-pages.ts';
import { inspectTiff } from './inspect-tiff.ts';
import { parseTiff } from './parse.ts';
import { TAG } from './tags.ts';
import { writeFaxTiff } from './write-fax-tiff.ts';

const HYLAFAX_CODING = { g4: '-3', 'g3-1d': '-1', 'g3-2d': '-2' } as const;
const HEADER = { sender: 'Vårdcentralen Åby', number: '+46 8 123 45 67' };

let make: MakeFax;
let document: Uint8Array;
beforeAll(async () => {
  make = await faxMaker();
  document = await textPdf(2);
});

const KINDS = FAX_RESOLUTIONS.flatMap((resolution) =>
  FAX_CODINGS.map((coding) => ({ resolution, coding })),
);

describe.each(KINDS)('a fax, $resolution, $coding', ({ resolution, coding }) => {
  let fax: MadeFax;
  beforeAll(async () => {
    fax = await make([document], { resolution, coding, header: HEADER });
  });

  it('is accepted by HylaFAX as it is', () => {
    const args = [HYLAFAX_CODING[coding], '-r', `${Y_DPI[resolution]}`, 'in.tif'];
    expect(askTool('tiffcheck', args, { 'in.tif': fax.tiff }).trim()).toBe('OK');
  });

  it('has the same pixels by libtiff and by our own decoder', () => {
    expect(decodeByLibtiff(fax.tiff)).toEqual(fax.rasters);
  });

  it('is what it says, whole, by our own inspection', async () => {
    const { pages, truncated } = await inspectTiff(fax.tiff, DEFAULT_LIMITS);
    expect(truncated).toBe(false);
    expect(pages).toHaveLength(2);
    for (const page of pages) {
      expect(page).toMatchObject({ compression: coding, fillOrder: 1, corrections: [] });
      expect(page).toMatchObject({ xDpi: 204, yDpi: Y_DPI[resolution], segments: 1 });
      expect(page.damagedLines + page.missingLines).toBe(0);
    }
  });
});

describe('tags (RFC 3949 section 4)', () => {
  it('number the pages, and name no program and no time', async () => {
    const { tiff } = await make([document]);
    const { pages } = parseTiff(tiff, DEFAULT_LIMITS);
    expect(pages.map(({ ifd }) => ifd.entries.get(TAG.pageNumber)?.numbers)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    const numbers = (tag: number) => pages[0]?.ifd.entries.get(tag)?.numbers[0];
    expect(numbers(TAG.newSubfileType)).toBe(2);
    expect(numbers(TAG.photometric)).toBe(0);
    expect(numbers(TAG.rowsPerStrip)).toBe(2291);
    expect(pages[0]?.ifd.entries.has(TAG.software)).toBe(false);
    expect(pages[0]?.ifd.entries.has(TAG.dateTime)).toBe(false);
  });

  it('fill order 2 has the same pixels', async () => {
    const [one, two] = [await make([document]), await make([document], { fillOrder: 2 })];
    expect(two.rasters).toEqual(one.rasters);
    expect(decodeByLibtiff(two.tiff)).toEqual(one.rasters);
    expect(two.tiff).not.toEqual(one.tiff);
  });

  it('the same documents give the same bytes', async () => {
    const [one, other] = [await make([document]), await make([document])];
    expect(Buffer.compare(one.tiff, other.tiff)).toBe(0);
  });
});

it('pages of any pixels are read again by libtiff, whatever their number', () => {
  const pages = fc.array(anyRaster(200, 20), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(pages, fc.constantFrom(1 as const, 2 as const), (rasters, fillOrder) => {
      const whole = rasters.map((page) =>
        page.height > 0 ? page : { ...page, height: 1, rows: new Uint8Array(25) },
      );
      const coded = whole.map((page) => ({
        coded: encodeG4(page),
        coding: 'g4' as const,
        width: page.width,
        height: page.height,
        xDpi: 204,
        yDpi: 98,
      }));
      const tiff = writeFaxTiff(coded, fillOrder);
      expect(decodeTiffPages(tiff).map(({ width, height }) => [width, height])).toEqual(
        whole.map(({ width, height }) => [width, height]),
      );
      expect(() => tiffcp(tiff, '-c', 'none')).not.toThrow();
    }),
    { numRuns: 15 },
  );
});
