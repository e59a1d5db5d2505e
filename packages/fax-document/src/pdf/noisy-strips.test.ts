import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { rowBytes } from '../ccitt/row-sink.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { tiffcp } from '../testing/debian-tools.ts';
import { drawByPdfium } from '../testing/pdf-pixels.ts';
import { uncompressedTiff } from '../testing/raster.ts';
import { sample } from '../testing/samples.ts';
import { decodeTiffPages } from '../tiff/decode-pages.ts';
import { parseTiff } from '../tiff/parse.ts';
import { tiffToPdf } from './tiff-to-pdf.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const ROWS = 120;

/** Some rows of text of a received page, coded as the options say. */
function smallFax(...options: string[]): Buffer {
  const [page] = decodeTiffPages(sample('sp-3pages.tif'));
  if (page === undefined) throw new Error('the sample has no page');
  const rows = page.rows
    .subarray(200 * rowBytes(page.width))
    .subarray(0, ROWS * rowBytes(page.width));
  return tiffcp(
    uncompressedTiff({ width: page.width, height: ROWS, rows }),
    ...options,
    '-r',
    '1000',
  );
}

describe('a PDF shows just the pixels that were decoded, whatever the line did to the strip', () => {
  it.each([
    ['T.4 one-dimensional', ['-c', 'g3:1d']],
    ['T.4 one-dimensional with fill bits', ['-c', 'g3:1d:fill']],
    ['T.4 two-dimensional', ['-c', 'g3:2d', '-f', 'lsb2msb']],
    ['T.6', ['-c', 'g4']],
  ])('%s', async (_, options) => {
    const clean = smallFax(...options);
    const { offset = 0, length = 0 } = parseTiff(clean, DEFAULT_LIMITS).pages[0]?.strips[0] ?? {};
    const fault = fc.record({ at: fc.nat(length - 1), bit: fc.nat(7) });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 3 }), async (faults) => {
        const noisy = Uint8Array.from(clean);
        for (const { at, bit } of faults) noisy[offset + at]! ^= 1 << bit;
        const [page] = decodeTiffPages(noisy);
        fc.pre(page !== undefined && page.height > 0);
        const { pdf } = await tiffToPdf(noisy, DEFAULT_LIMITS);
        const drawn = drawByPdfium(pdfium, pdf, 1, page);
        expect(Buffer.compare(drawn.rows, page.rows)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
