import { describe, expect, it } from 'vitest';

import { reverseBits } from '../ccitt/bit-order.ts';
import { encodeG3 } from '../ccitt/encode-g3.ts';
import { encodeG4 } from '../ccitt/encode-g4.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { bytesOf, rowsInOneDimension } from '../testing/g3-encoder.ts';
import { sample } from '../testing/samples.ts';
import { buildTiff, type PageToWrite } from '../testing/tiff-builder.ts';
import { decodeAnyPage } from './decode-any-page.ts';
import { decodeTiffPages } from './decode-pages.ts';
import { parseTiff } from './parse.ts';

const [PAGE] = decodeTiffPages(sample('sp-3pages.tif'));
if (PAGE === undefined) throw new Error('the sample has no page');
const G3 = { byteAlignedEols: false, returnToControl: true } as const;
const ONE_DIMENSIONAL = encodeG3(PAGE, { ...G3, k: 1 });
const TWO_DIMENSIONAL = encodeG3(PAGE, { ...G3, k: 4 });
const G4 = encodeG4(PAGE);

async function decodeLabelled(strip: Uint8Array, tags: PageToWrite['tags']) {
  const size = { imageWidth: PAGE?.width ?? 0, imageLength: PAGE?.height ?? 0 };
  const tiff = buildTiff([{ tags: { ...size, ...tags }, strips: [strip] }]);
  const [page] = parseTiff(tiff, DEFAULT_LIMITS).pages;
  if (page === undefined) throw new Error('no page');
  return decodeAnyPage(tiff, page, DEFAULT_LIMITS.maxPixels);
}

describe('a label that the data prove wrong is corrected, and said to be', () => {
  it.each([
    ['one-dimensional data said to be two-dimensional', ONE_DIMENSIONAL, 3, 1, 1, ['coding']],
    ['two-dimensional data said to be one-dimensional', TWO_DIMENSIONAL, 3, 0, 1, ['coding']],
    ['T.6 data said to be T.4', G4, 3, 0, 1, ['coding']],
    ['T.4 data said to be T.6', TWO_DIMENSIONAL, 4, 0, 1, ['coding']],
    ['T.6 bits in the other order', reverseBits(G4), 4, 0, 1, ['fill-order']],
    ['T.4 bits in the other order', ONE_DIMENSIONAL, 3, 0, 2, ['fill-order']],
    ['both', reverseBits(TWO_DIMENSIONAL), 3, 0, 1, ['fill-order', 'coding']],
  ])('%s', async (_, strip, compression, t4Options, fillOrder, corrections) => {
    const decoded = await decodeLabelled(strip, { compression, t4Options, fillOrder });
    expect(decoded).toMatchObject({ corrections, missingLines: 0, damagedRows: [] });
    expect('rows' in decoded && Buffer.compare(decoded.rows, PAGE.rows)).toBe(0);
  });

  it('a length that ends within the data', async () => {
    const decoded = await decodeLabelled(G4, { stripByteCounts: 5000 });
    expect(decoded).toMatchObject({ corrections: ['strip-byte-counts'], missingLines: 0 });
  });
});

it('noise is not taken for a wrong label', async () => {
  const noisy = Uint8Array.from(G4);
  noisy.fill(0, 3000);
  const decoded = await decodeLabelled(noisy, {});
  expect(decoded.corrections).toEqual([]);
  expect(decoded.height).toBeGreaterThan(100);
});

describe('T.4 data without EOLs', () => {
  const rows = rowsInOneDimension(PAGE);
  it.each([
    ['rows beginning at any bit', bytesOf(...rows), 0],
    ['rows beginning at bytes', Buffer.concat(rows.map((row) => bytesOf(row))), 0],
    ['with tag bits', bytesOf(...rows.map((row) => `1${row}`)), 1],
  ])('%s', async (_, strip, t4Options) => {
    const decoded = await decodeLabelled(strip, { compression: 3, t4Options });
    expect('rows' in decoded && Buffer.compare(decoded.rows, PAGE.rows)).toBe(0);
    expect(decoded).toMatchObject({ missingLines: 0, damagedRows: [] });
  });
});
