import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { tiffToPdf } from '../pdf/tiff-to-pdf.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { brokenPicturePdf } from '../testing/broken-picture.ts';
import { DAMAGED_PDFS, damagedPdf } from '../testing/damaged-pdfs.ts';
import { byQpdf } from '../testing/judge-pdf.ts';
import { ocrSample } from '../testing/ocr-samples.ts';
import { emptyPdf } from '../testing/pdfs.ts';
import { sample } from '../testing/samples.ts';
import { scannedPdf, writtenPdf } from '../testing/text-pdfs.ts';
import { decodeTiffPages } from '../tiff/decode-pages.ts';
import { pagesToRead, type PageToRead } from './pages-to-read.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const read = (source: Uint8Array, first = 0, most = 100) =>
  pagesToRead(pdfium, { bytes: source, isTaken: false }, first, most, DEFAULT_LIMITS);

const LINE = 'Patienten har värk i höger höft.';

const rasterOf = async (source: Uint8Array) => {
  const [page] = (await read(source)).pages;
  if (page?.kind !== 'raster') throw new Error(`the page is ${page?.kind}`);
  return page.raster;
};

const kinds = (pages: readonly PageToRead[]) => pages.map(({ kind }) => kind);

describe('a fax', () => {
  it('has its pixels', async () => {
    const source = ocrSample('sv_sans.fine.clean');
    const { samples, ...raster } = await rasterOf(source);
    expect(raster).toEqual({ width: 1728, height: 2292, dpi: 204, bits: 1 });
    expect(Buffer.compare(samples, decodeTiffPages(source)[0]!.rows)).toBe(0);
  });

  it('has them also from the PDF that was made of it, in every resolution', async () => {
    for (const name of ['sv_sans.fine.clean', 'sv_sans.std.noisy'] as const) {
      const { pdf } = await tiffToPdf(ocrSample(name), DEFAULT_LIMITS);
      const [fromTiff, fromPdf] = [await rasterOf(ocrSample(name)), await rasterOf(pdf)];
      expect(fromPdf).toMatchObject({ width: fromTiff.width, height: fromTiff.height, bits: 1 });
      expect(Buffer.compare(fromPdf.samples, fromTiff.samples)).toBe(0);
    }
  });

  it('comes in batches, each from a page on', async () => {
    const source = sample('sp-3pages.tif');
    expect(await read(source, 0, 2)).toMatchObject({ total: 3, pages: [{}, {}] });
    const rest = await read(source, 2, 2);
    expect(rest).toMatchObject({ total: 3, pages: [{ kind: 'raster' }] });
  });
});

describe('a PDF', () => {
  it('that was written offers its text', async () => {
    const { pages } = await read(await writtenPdf(LINE));
    expect(kinds(pages)).toEqual(['text']);
  });

  it('without anything on its pages is blank', async () => {
    const { pages } = await read(await emptyPdf([600, 800], [600, 800]));
    expect(kinds(pages)).toEqual(['blank', 'blank']);
  });

  it.each(DAMAGED_PDFS)('is taken as a received one: $damage', async ({ pdf, pages }) => {
    expect(await read(pdf)).toMatchObject({ total: pages, pages: { length: pages } });
  });

  it('that is encrypted, and opens without a password, is taken as well', async () => {
    const open = byQpdf(await writtenPdf(LINE), '--encrypt', '', 'owner', '256', '--');
    expect(kinds((await read(open)).pages)).toEqual(['text']);
  });

  it('is taken once: later batches are made of what was taken', async () => {
    const { taken, total } = await read(damagedPdf('no cross-reference'), 0, 1);
    const source = { bytes: taken ?? new Uint8Array(), isTaken: true };
    const { pages, ...rest } = await pagesToRead(pdfium, source, 1, 9, DEFAULT_LIMITS);
    expect({ rest, pages: pages.length }).toEqual({ rest: { total }, pages: 2 });
  });

  it('with a picture that can’t be decoded is unreadable, and not blank', async () => {
    expect(kinds((await read(brokenPicturePdf('DCTDecode'))).pages)).toEqual(['unreadable']);
  });

  it('that was scanned is read at the scan’s own pixels', async () => {
    expect(await rasterOf(await scannedPdf())).toMatchObject({ width: 1728, height: 2292 });
  });

  it('with a few words is drawn, in grey, at 200 dots an inch', async () => {
    const raster = await rasterOf(await writtenPdf('Sida 3 av 4'));
    expect(raster).toMatchObject({ width: 1666, height: 2222, bits: 8 });
  });

  it('with a page as large as a wall is not drawn at all', async () => {
    const wall = await emptyPdf([14_000, 14_000]);
    const { pages } = await read(wall);
    expect(kinds(pages)).toEqual(['unreadable']);
  });
});
