import { describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { raster } from '../testing/raster.ts';
import { sample, SAMPLE_NAMES } from '../testing/samples.ts';
import { buildTiff, type PageToWrite } from '../testing/tiff-builder.ts';
import { encodeG4 } from '../ccitt/encode-g4.ts';
import { decodeAnyPage } from './decode-any-page.ts';
import { parseTiff } from './parse.ts';
import { validatePage } from './validate-page.ts';

const { maxPixels } = DEFAULT_LIMITS;
const PAGE = raster('..##....####', '..##....####', '####....#...', '............');
const G4 = encodeG4(PAGE);
const fax = (tags: PageToWrite['tags'], strips: readonly Uint8Array[] = [G4]): Uint8Array =>
  buildTiff([
    { tags: { imageWidth: PAGE.width, imageLength: PAGE.height, compression: 4, ...tags }, strips },
  ]);
const validated = (tiff: Uint8Array) => {
  const [page] = parseTiff(tiff, DEFAULT_LIMITS).pages;
  return page && validatePage(tiff, page, maxPixels);
};

describe.each(SAMPLE_NAMES)('a page of %s that is validated', (name) => {
  it('has the account that decoding gives', async () => {
    const tiff = sample(name);
    for (const page of parseTiff(tiff, DEFAULT_LIMITS).pages) {
      const { rows, ...account } = await decodeAnyPage(tiff, page, maxPixels);
      const expected = account.passThrough && page.strips.length === 1 ? account : undefined;
      expect(validatePage(tiff, page, maxPixels)).toEqual(expected);
      expect(rows.length).toBeGreaterThan(0);
    }
  });
});

describe('what is to be decoded instead', () => {
  it('is a page whose strip has fewer lines than it should', () => {
    expect(validated(fax({}))).toMatchObject({ height: 4 });
    expect(validated(fax({ imageLength: 5 }))).toBeUndefined();
  });

  it('is a page with a damaged strip', () => {
    expect(validated(fax({}, [G4.slice().fill(0, 1, 3)]))).toBeUndefined();
  });

  it('is a page of several strips', () => {
    expect(validated(fax({ rowsPerStrip: 2 }, [G4, G4]))).toBeUndefined();
  });

  it('is a page that is no fax', () => {
    expect(validated(fax({ compression: 1 }, [PAGE.rows]))).toBeUndefined();
    expect(validated(fax({ bitsPerSample: 8 }))).toBeUndefined();
  });
});

it('a page whose runs are white is blank when they cover it', () => {
  const black = raster('####', '####');
  const size = { imageWidth: black.width, imageLength: black.height };
  const strip = [encodeG4(black)];
  expect(validated(fax({ ...size, photometric: 0 }, strip))).toMatchObject({ blank: false });
  expect(validated(fax({ ...size, photometric: 1 }, strip))).toMatchObject({ blank: true });
});
