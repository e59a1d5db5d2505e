/** Recognised text on PDFs that came as PDFs. */
import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import type { Recognition } from '../recognition.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { encryptedPdf } from '../testing/pdfs.ts';
import { textByPdfium, textByPoppler, wordsByPoppler } from '../testing/pdf-text.ts';
import { linesOf, pageOf, recognitionOf } from '../testing/recognitions.ts';
import { oddScan, scannedPdf, scanWithLayer, signedPdf, writtenPdf } from '../testing/text-pdfs.ts';
import { toPdf } from '../to-pdf.ts';
import { addTextLayers } from './add-to-pdf.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const LINES = linesOf('Patient: Östen Sjöström', 'värk i höger höft');
const TEXT = 'Patient: Östen Sjöström\nvärk i höger höft';
const READ = recognitionOf(pageOf(LINES));

const convert = (pdf: Uint8Array, recognition: Recognition = READ) =>
  toPdf(pdfium, pdf, DEFAULT_LIMITS, {}, recognition);

const sizeOf = (pdf: Uint8Array) => pdfium.open(pdf).pageSize(0) ?? { width: 0, height: 0 };

describe('a scan', () => {
  it('gets its text, and makes no claim to be PDF/A', async () => {
    const { pdf, pdfA, textPages } = await convert(await scannedPdf());
    expect(textByPoppler(pdf).trim().replaceAll(/\n+/g, '\n')).toBe(TEXT);
    expect(textByPdfium(pdfium, pdf)).toBe(TEXT);
    expect({ pdfA, textPages }).toEqual({ pdfA: undefined, textPages: 1 });
  });

  it.each([
    ['upright', scannedPdf],
    ['of another origin, cut, turned, its graphics state left open', oddScan],
  ])('has each word where it stands: %s', async (_, scan) => {
    const { pdf } = await convert(await scan());
    const words = LINES.flatMap((line) => line.words);
    const found = wordsByPoppler(pdf, sizeOf(pdf));
    expect(found.map(({ text }) => text)).toEqual(words.map(({ text }) => text));
    for (const [index, { box }] of words.entries()) {
      expect(found[index]?.box.x).toBeCloseTo(box.x, 2);
      expect(found[index]?.box.y).toBeCloseTo(box.y, 2);
    }
  });

  it('whose text asks for a turn is shown upright', async () => {
    const scan = await scannedPdf();
    const { width, height } = sizeOf(scan);
    const { pdf } = await convert(scan, recognitionOf(pageOf(LINES, 90)));
    expect(sizeOf(pdf)).toEqual({ width: height, height: width });
    expect(textByPdfium(pdfium, pdf)).toBe(TEXT);
  });

  it('gives the same bytes for the same text', async () => {
    const [one, other] = await Promise.all([
      convert(await scannedPdf()),
      convert(await scannedPdf()),
    ]);
    expect(Buffer.compare(one.pdf, other.pdf)).toBe(0);
  });
});

describe('stays the bytes that it was', () => {
  it.each([
    ['a PDF that was written', () => writtenPdf('Patienten har värk i höger höft.')],
    [
      'a scan that has a hidden layer already',
      () => scanWithLayer('en annan maskins läsning av sidan'),
    ],
    ['a signed PDF, whose signature any change would break', signedPdf],
  ])('%s', async (_, make) => {
    const pdf = await make();
    const converted = await convert(pdf);
    expect(Buffer.compare(converted.pdf, pdf)).toBe(0);
    expect(converted.textPages).toBe(0);
  });

  it('a PDF of which no page was read', async () => {
    const pdf = await scannedPdf();
    const blank = recognitionOf({ outcome: 'blank', turn: 0, confidence: 0, lines: [] });
    expect((await convert(pdf, blank)).pdf).toBe(pdf);
  });

  it('a PDF whose own text was all there was to read', async () => {
    const pdf = await scannedPdf();
    expect((await convert(pdf, { ...READ, recogniser: 'text-layer' })).pdf).toBe(pdf);
  });
});

it('an encrypted PDF, and one that pdf-lib can’t read, get no layer', async () => {
  const layers = [{ page: 0, turn: 0, lines: LINES }] as const;
  expect(await addTextLayers(await encryptedPdf('Standard'), layers)).toBeUndefined();
  expect(await addTextLayers(Buffer.from('%PDF-1.4 and nothing'), layers)).toBeUndefined();
});
