import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { emptyPdf, encryptedPdf } from '../testing/pdfs.ts';
import { checkPdf, isPdf } from './check-pdf.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const check = (pdf: Uint8Array, limits = {}) =>
  checkPdf(pdfium, pdf, { ...DEFAULT_LIMITS, ...limits });

describe('a PDF that opens', () => {
  it('is taken as it is, with its pages’ sizes in points', async () => {
    const pdf = await emptyPdf([595, 842], [842, 595]);
    const { pdf: taken, pages, ...rest } = check(pdf);
    expect(taken).toBe(pdf);
    expect(rest).toEqual({ source: 'pdf', truncated: false });
    expect(pages).toMatchObject([
      { width: 595, height: 842, xDpi: 72, yDpi: 72, damagedLines: 0, blank: false },
      { width: 842, height: 595 },
    ]);
  });

  it('is truncated when its end is missing, as far as it can be read', async () => {
    const pdf = await emptyPdf([595, 842]);
    const cut = pdf.subarray(0, Buffer.from(pdf).indexOf('startxref'));
    expect(check(cut)).toMatchObject({ truncated: true, pages: [{ width: 595 }] });
  });
});

describe('refused by name', () => {
  it.each(['Standard', 'Unheard'] as const)('encrypted-pdf: handler %s', async (handler) => {
    const pdf = await encryptedPdf(handler);
    expect(() => check(pdf)).toThrow(expect.objectContaining({ code: 'encrypted-pdf' }));
  });

  it('damaged-beyond-reading', () => {
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj');
    expect(() => check(pdf)).toThrow(expect.objectContaining({ code: 'damaged-beyond-reading' }));
  });

  it('no-pages', async () => {
    const pdf = await emptyPdf();
    expect(() => check(pdf)).toThrow(expect.objectContaining({ code: 'no-pages' }));
  });

  it('too-many-pages', async () => {
    const pdf = await emptyPdf([10, 10], [10, 10], [10, 10]);
    expect(() => check(pdf, { maxPages: 2 })).toThrow(
      expect.objectContaining({ code: 'too-many-pages' }),
    );
  });
});

it('a PDF may begin behind other bytes, but not far', () => {
  expect(isPdf(Buffer.from(`${'x'.repeat(1000)}%PDF-1.4`))).toBe(true);
  expect(isPdf(Buffer.from(`${'x'.repeat(2000)}%PDF-1.4`))).toBe(false);
});

it.each([
  ['an object', '1 0 obj\n<</Type/Catalog>>', true],
  ['comments and an object', '%\xE2\xE3\n% of what lost its header\r\n12 0 obj <<', true],
  ['words before an object', 'see 1 0 obj', false],
  ['numbers', '1 0 objections', false],
])('what begins with %s and without a header', (_, text, expected) => {
  expect(isPdf(Buffer.from(text, 'latin1'))).toBe(expected);
});
