import { describe, expect, it } from 'vitest';

import { encodeG3 } from '../ccitt/encode-g3.ts';
import { encodeG4 } from '../ccitt/encode-g4.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { readPdf } from '../testing/pdf-structure.ts';
import { raster } from '../testing/raster.ts';
import { FULL_METADATA } from '../testing/received.ts';
import { buildTiff, type PageToWrite } from '../testing/tiff-builder.ts';
import { reverseBits } from '../ccitt/bit-order.ts';
import { tiffToPdf } from './tiff-to-pdf.ts';
import { wrapTiff } from './wrap-tiff.ts';

const PAGE = raster('..##....####', '..##....####', '####....#...', '............');
const G4 = encodeG4(PAGE);
const own = (tags: PageToWrite['tags'] = {}, ...strips: readonly Uint8Array[]): Uint8Array =>
  buildTiff([
    {
      tags: { imageWidth: PAGE.width, imageLength: PAGE.height, compression: 4, ...tags },
      strips: strips.length > 0 ? strips : [G4],
    },
  ]);
const imageIn = (pdf: Uint8Array) =>
  [...readPdf(pdf).streams.values()].find(({ dictionary }) =>
    dictionary.includes('/Subtype/Image'),
  );

describe('a TIFF of our own that is wrapped', () => {
  it('has the page images that a validated one has', async () => {
    for (const tiff of [own(), own({ fillOrder: 2 }, reverseBits(G4)), own({ photometric: 1 })]) {
      const validated = await tiffToPdf(tiff, DEFAULT_LIMITS);
      expect(imageIn(wrapTiff(tiff))).toEqual(imageIn(validated.pdf));
    }
  });

  it('says what is known beside the file, and nothing of lines that nobody looked at', () => {
    const text = Buffer.from(wrapTiff(own(), FULL_METADATA)).toString('latin1');
    expect(text).toContain('fax:carrier="signalwire"');
    expect(text).not.toMatch(/damagedLines|missingLines|blankPages|endedEarly/);
  });

  it('is the same bytes whenever it is wrapped', () => {
    expect(wrapTiff(own(), FULL_METADATA)).toEqual(wrapTiff(own(), FULL_METADATA));
  });

  it('doesn’t promise an end of block that its strip doesn’t have', () => {
    const white = Uint8Array.of(0b1111_0000);
    expect(imageIn(wrapTiff(own({}, white)))?.dictionary).toContain('/EndOfBlock false');
    expect(imageIn(wrapTiff(own()))?.dictionary).not.toContain('/EndOfBlock');
  });

  it.each([
    ['of several strips', own({ rowsPerStrip: 2 }, G4, G4)],
    [
      'coded by T.4',
      own(
        { compression: 3 },
        encodeG3(PAGE, { k: 1, byteAlignedEols: false, returnToControl: true }),
      ),
    ],
    ['without a height', own({ imageLength: 0 })],
  ])('is refused when it is %s', (_, tiff) => {
    expect(() => wrapTiff(tiff)).toThrow(expect.objectContaining({ code: 'unsupported-image' }));
  });
});
