import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyRaster, decodeByLibtiff, raster } from '../testing/raster.ts';
import { buildTiff } from '../testing/tiff-builder.ts';
import { decodeStrip, validateStrip } from './decode-strip.ts';
import { encodeG3, type G3Options } from './encode-g3.ts';
import { encodeG4 } from './encode-g4.ts';

const anyOptions: fc.Arbitrary<G3Options> = fc.record({
  k: fc.constantFrom(1, 2, 4, 8),
  byteAlignedEols: fc.boolean(),
  returnToControl: fc.boolean(),
});
const codingOf = ({ k }: G3Options) => (k === 1 ? 'g3-1d' : 'g3-2d');

it('what was coded decodes to the same pixels, with nothing guessed', () => {
  fc.assert(
    fc.property(anyRaster(2700, 12), anyOptions, (page, options) => {
      fc.pre(page.height > 0);
      const shape = { coding: codingOf(options), columns: page.width, rows: page.height } as const;
      const coded = encodeG3(page, options);
      expect(decodeStrip(coded, { ...shape, exact: true })).toMatchObject({
        ...page,
        damagedRows: [],
        strict: true,
        endOfBlock: options.returnToControl,
      });
    }),
  );
});

it('libtiff decodes what was coded to the same pixels', () => {
  fc.assert(
    fc.property(anyRaster(2700, 12), anyOptions, (page, options) => {
      fc.pre(page.height > 0);
      const t4Options = (options.k > 1 ? 1 : 0) | (options.byteAlignedEols ? 4 : 0);
      const tags = { imageWidth: page.width, imageLength: page.height, compression: 3, t4Options };
      const tiff = buildTiff([
        { tags: { ...tags, rowsPerStrip: page.height }, strips: [encodeG3(page, options)] },
      ]);
      expect(decodeByLibtiff(tiff)).toEqual([page]);
    }),
    { numRuns: 20 },
  );
});

it('EOLs end at bytes when they are to', () => {
  const page = raster('#.#.', '.##.', '....');
  const coded = encodeG3(page, { k: 1, byteAlignedEols: true, returnToControl: false });
  const ends = [...coded.keys()].filter((at) => coded[at] === 1);
  expect(ends).toHaveLength(page.height);
});

describe('validating', () => {
  it('gives the account that decoding gives, and the number of black pixels', () => {
    fc.assert(
      fc.property(
        anyRaster(600, 12),
        fc.constantFrom('g4', 'g3-1d'),
        fc.array(fc.record({ at: fc.nat(), to: fc.nat(255) }), { maxLength: 2 }),
        (page, coding, faults) => {
          const options = { k: 1, byteAlignedEols: false, returnToControl: true } as const;
          const coded = coding === 'g4' ? encodeG4(page) : encodeG3(page, options);
          for (const { at, to } of faults) coded[at % coded.length] = to;
          const shape = { coding, columns: page.width, rows: page.height, exact: true } as const;
          const { rows, ...account } = decodeStrip(coded, shape);
          expect(validateStrip(coded, shape)).toEqual({ ...account, blackPixels: ones(rows) });
        },
      ),
    );
  });
});

const ones = (rows: Uint8Array): number =>
  rows.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
