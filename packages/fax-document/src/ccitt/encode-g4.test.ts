import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { anyRaster } from '../testing/raster.ts';
import { SAMPLE_NAMES, sample } from '../testing/samples.ts';
import { tiffcp } from '../testing/debian-tools.ts';
import { decodeTiffPages } from '../tiff/decode-pages.ts';
import { parseTiff } from '../tiff/parse.ts';
import { decodeStrip } from './decode-strip.ts';
import { encodeG4 } from './encode-g4.ts';

it('what was coded decodes to the same pixels, with nothing damaged and EOFB at the end', () => {
  fc.assert(
    fc.property(anyRaster(300, 12), (page) => {
      const shape = { coding: 'g4', columns: page.width, rows: page.height, exact: true } as const;
      expect(decodeStrip(encodeG4(page), shape)).toMatchObject({
        ...page,
        damagedRows: [],
        strict: true,
        endOfBlock: true,
        uncompressedMode: false,
      });
    }),
  );
});

it('the widest rows need repeated make-up codes and keep their pixels', () => {
  const page = { width: 20_000, height: 1, rows: new Uint8Array(2500).fill(0xff, 700, 2000) };
  const shape = { coding: 'g4', columns: 20_000, rows: 1, exact: true } as const;
  expect(decodeStrip(encodeG4(page), shape).rows).toEqual(page.rows);
});

describe('every received page is coded to the same bytes as by libtiff', () => {
  it.each(SAMPLE_NAMES)('%s', (name) => {
    const theirs = tiffcp(sample(name), '-c', 'g4', '-f', 'msb2lsb', '-r', '1000000');
    const strips = parseTiff(theirs, DEFAULT_LIMITS).pages.map((page) => page.strips[0]);
    const ours = decodeTiffPages(sample(name)).map(encodeG4);
    expect(ours).toHaveLength(strips.length);
    ours.forEach((coded, i) => {
      const { offset = 0, length = 0 } = strips[i] ?? {};
      expect(Buffer.compare(coded, theirs.subarray(offset, offset + length))).toBe(0);
    });
  });
});
