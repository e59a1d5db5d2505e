import { PDFDocument } from 'pdf-lib';
import { afterAll, describe, expect, it } from 'vitest';

import { createFaxEngine, SAME_DOCUMENT } from './engine.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { tiffToPdf } from './pdf/tiff-to-pdf.ts';
import { emptyPdf } from './testing/pdfs.ts';
import { FULL_METADATA } from './testing/received.ts';
import { ocrSample } from './testing/ocr-samples.ts';
import { sample } from './testing/samples.ts';
import { writtenPdf } from './testing/text-pdfs.ts';
import { trappingPdf } from './testing/trapping-pdf.ts';

const engine = createFaxEngine({ processes: 1 });
afterAll(() => engine.close());

const COVER = { locale: 'sv', to: 'A', from: 'B', callBack: '+46 8 1', code: 'X' } as const;

it('a fax becomes the PDF that the conversion within one process gives', async () => {
  const there = await engine.toPdf(sample('sp-3pages.tif'));
  const here = await tiffToPdf(sample('sp-3pages.tif'), DEFAULT_LIMITS);
  expect(Buffer.compare(there.pdf, here.pdf)).toBe(0);
  expect(there).toMatchObject({ source: 'tiff', pages: here.pages, tsi: '+1 555 555 0100' });
});

it('what is known of a fax goes with it into its PDF', async () => {
  const tiff = sample('sp-3pages.tif');
  const there = await engine.toPdf(tiff, { metadata: FULL_METADATA });
  const here = await tiffToPdf(tiff, DEFAULT_LIMITS, FULL_METADATA);
  expect(Buffer.compare(there.pdf, here.pdf)).toBe(0);
  expect(there.pdfA).toBe('2b');
});

it('a PDF stays the bytes that it is', async () => {
  const pdf = await emptyPdf([100, 200]);
  const taken = await engine.toPdf(pdf, { metadata: FULL_METADATA });
  expect(Buffer.compare(taken.pdf, pdf)).toBe(0);
  expect(taken).toMatchObject({ source: 'pdf', truncated: false, pages: { length: 1 } });
  expect(taken.pdfA).toBeUndefined();
});

it('pages of a PDF on which nothing is are marked', async () => {
  const pdf = await PDFDocument.load(await writtenPdf('Hej'));
  pdf.addPage([595, 842]);
  const source = await pdf.save();
  const blank = [{ blank: false }, { blank: true }];
  expect(await engine.toPdf(source)).toMatchObject({ pages: blank });
  expect(await engine.inspect(source)).toMatchObject({ pages: blank });
  const unmarked = [{ blank: false }, { blank: false }];
  expect(await engine.toPdf(source, { marksBlank: false })).toMatchObject({ pages: unmarked });
});

it('a PDF over which PDFium stops is kept as it is; its page can’t be drawn', async () => {
  const pdf = trappingPdf();
  const taken = await engine.toPdf(pdf);
  expect(Buffer.compare(taken.pdf, pdf)).toBe(0);
  expect(taken.pages).toMatchObject([{ blank: false }]);
  const code = 'damaged-beyond-reading';
  await expect(engine.renderPage(taken.pdf, 1, 300)).rejects.toMatchObject({ code });
  await expect(engine.toFax([pdf])).rejects.toMatchObject({ code });
});

it('several PDFs become one', async () => {
  const parts = [await emptyPdf([100, 200]), await emptyPdf([200, 100], [9, 9])];
  const joined = await engine.join(parts.map((pdf) => ({ pdf, title: 'A.pdf' })));
  expect((await engine.inspect(joined)).pages).toHaveLength(3);
});

it('a page becomes a picture of the width that was asked for', async () => {
  const picture = await engine.renderPage(await emptyPdf([100, 200]), 1, 300);
  expect(picture).toMatchObject({ mediaType: 'image/png', width: 300, height: 600 });
});

it('a fax to send is seen as it will be faxed: its TIFF becomes a PDF, and its pages pictures', async () => {
  const { tiff, pages } = await engine.toFax([await emptyPdf([595, 842]), Buffer.from('Hej!')], {
    header: { sender: 'Åby' },
    cover: { ...COVER, date: new Date(0) },
  });
  expect(pages.map(({ source }) => source)).toEqual(['cover', 0, 1]);
  const { pdf, truncated } = await engine.toPdf(tiff);
  const picture = await engine.renderPage(pdf, 3, 600);
  expect(truncated).toBe(false);
  expect(picture.height / picture.width).toBeCloseTo(2291 / 196 / (1728 / 204), 2);
});

it('two faxes are compared: a resend over another channel, and another document', async () => {
  const [one, again] = ['sp-ecm-mr.tif', 'hyla-from-efax-noecm-mh-clean.tif'].map(sample);
  const { likeness, pages } = await engine.likeness(one!, again!);
  expect(likeness).toBeGreaterThanOrEqual(SAME_DOCUMENT);
  expect(pages).toEqual([{ a: 1, b: 1, likeness }]);
  const other = await engine.likeness(one!, ocrSample('sv_sans.fine.clean'));
  expect(other.likeness).toBeLessThan(SAME_DOCUMENT);
});

describe('errors come with their code through the process boundary', () => {
  it.each([
    ['an HTML page', Buffer.from('<!doctype html><title>404</title>'), 'not-a-fax-document'],
    ['nothing', new Uint8Array(), 'not-a-fax-document'],
    ['a TIFF’s first bytes', Uint8Array.from([0x4d, 0x4d, 0, 42]), 'damaged-beyond-reading'],
    ['a PDF’s first bytes', Buffer.from('%PDF-1.7'), 'damaged-beyond-reading'],
  ])('%s', async (_, source, code) => {
    await expect(engine.toPdf(source)).rejects.toMatchObject({ name: 'FaxDocumentError', code });
  });

  it.each([
    ['a format that no fax has', { width: 1700 as 1728 }],
    [
      'a header’s time zone that is none',
      { header: { sender: '', time: new Date(0), timeZone: 'X' } },
    ],
    ['a cover without a date', { cover: { ...COVER, date: undefined as unknown as Date } }],
  ])('bad-options: %s', async (_, options) => {
    const document = await emptyPdf([595, 842]);
    await expect(engine.toFax([document], options)).rejects.toMatchObject({ code: 'bad-options' });
  });

  it('page-not-found', async () => {
    const pdf = await emptyPdf([100, 200]);
    await expect(engine.renderPage(pdf, 2, 300)).rejects.toMatchObject({ code: 'page-not-found' });
  });
});

it('too many bytes are refused before they go anywhere', async () => {
  const small = createFaxEngine({ maxBytes: 10 });
  await expect(small.toPdf(new Uint8Array(11))).rejects.toMatchObject({ code: 'too-large' });
  await expect(small.toFax([new Uint8Array(6), new Uint8Array(6)])).rejects.toMatchObject({
    code: 'too-large',
  });
  await expect(small.renderPage(new Uint8Array(11), 1, 64)).rejects.toMatchObject({
    code: 'too-large',
  });
});
