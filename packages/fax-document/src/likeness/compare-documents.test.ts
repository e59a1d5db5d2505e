import { beforeAll, describe, expect, it } from 'vitest';

import { encodeG4 } from '../ccitt/encode-g4.ts';
import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { tiffToPdf } from '../pdf/tiff-to-pdf.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { fillingOf, form, headerLine, letter } from '../testing/likeness/papers.ts';
import { receivedFax, type LineTroubles } from '../testing/likeness/received-fax.ts';
import {
  EXACT_SCAN,
  scan,
  sheetOf,
  type ScanOptions,
  type Sheet,
} from '../testing/likeness/scan.ts';
import { ocrSample } from '../testing/ocr-samples.ts';
import { encryptedPdf } from '../testing/pdfs.ts';
import { sample } from '../testing/samples.ts';
import { buildTiff } from '../testing/tiff-builder.ts';
import { decodeTiffPages } from '../tiff/decode-pages.ts';
import { compareDocuments } from './compare-documents.ts';
import { SAME, type Likeness } from './likeness.ts';

let pdfium: Pdfium;
let paper: Sheet;
let headers: readonly [Sheet, Sheet];
let first: Uint8Array;

beforeAll(async () => {
  pdfium = await loadPdfium();
  const header = async (time: string) => sheetOf(pdfium, await headerLine(time, 1));
  paper = sheetOf(pdfium, await form(fillingOf(1)));
  headers = [await header('2026-11-22 07:41'), await header('2026-11-22 09:12')];
  first = sent(paper, { header: headers[0] });
});

const compare = (a: Uint8Array, b: Uint8Array): Promise<Likeness> =>
  compareDocuments(pdfium, a, b, DEFAULT_LIMITS);

const isSame = async (a: Uint8Array, b: Uint8Array): Promise<boolean> =>
  (await compare(a, b)).likeness >= SAME;

/** A sheet as a machine took it in and a receiver stored it. */
const sent = (
  sheet: Sheet,
  options: Partial<ScanOptions> = {},
  troubles: LineTroubles = {},
): Uint8Array => {
  const all = { ...EXACT_SCAN, ...options };
  return receivedFax([scan(sheet, all)], all.yDpi, troubles);
};

describe('a paper that is sent again is the same', () => {
  it.each<[string, Partial<ScanOptions>, LineTroubles?]>([
    ['with another header line', {}],
    ['when it lies a little elsewhere', { dx: 0.08, dy: -0.12 }],
    ['when it lies one degree askew', { skew: 1, dx: -0.05 }],
    ['and one degree the other way, scanned darker', { skew: -1, threshold: 0.4 }],
    ['scanned fainter', { threshold: 0.6, dx: 0.01 }],
    ['stretched by a feeder', { stretchX: 1.005, stretchY: 0.985 }],
    ['with dust on it', { specks: 0.002, skew: 0.3 }],
    ['with a streak down the page', { streakAt: 0.3, dy: 0.02 }],
    ['at standard resolution', { yDpi: 98, skew: 0.2, dy: 0.02 }],
    ['with its header over the page rather than above it', { headerAbove: false }],
    ['with lines that noise damaged', { dy: 0.05 }, { bursts: [0.4, 0.7] }],
    ['up to where the call broke', {}, { brokeOffAt: 0.6 }],
  ])('%s', async (_, options, troubles) => {
    const again = sent(paper, { seed: 7, header: headers[1], ...options }, troubles);
    expect(await isSame(first, again)).toBe(true);
    expect(await isSame(again, first)).toBe(true);
  });

  it('whether it comes as TIFF or as PDF', async () => {
    const { pdf } = await tiffToPdf(first, DEFAULT_LIMITS);
    expect(await isSame(pdf, sent(paper, { header: headers[1], dx: 0.03 }))).toBe(true);
    expect(await isSame(pdf, pdf)).toBe(true);
  });
});

describe('received over different channels it is the same', () => {
  it.each([
    ['hyla-ecm-cut-page1.tif', 'hyla-ecm-mmr-clean.tif'],
    ['hyla-ecm-mmr-clean.tif', 'hyla-from-efax-noecm-mh-clean.tif'],
    ['hyla-ecm-mmr-clean.tif', 'sp-ecm-mr.tif'],
    ['hyla-ecm-mmr-clean.tif', 'sp-noecm-mh-v29.tif'],
    ['hyla-from-efax-noecm-mh-clean.tif', 'hyla-from-efax-noisy-badlines.tif'],
    ['hyla-from-efax-noisy-badlines.tif', 'sp-noecm-mh-v29.tif'],
    ['sp-ecm-mr.tif', 'sp-noecm-mh-v29.tif'],
  ])('%s and %s', async (one, other) => {
    expect(await isSame(sample(one), sample(other))).toBe(true);
  });

  it('clean and noisy, fine and standard', async () => {
    const [clean, ...others] = (
      ['sv_sans.fine.clean', 'sv_sans.fine.noisy', 'sv_sans.std.noisy'] as const
    ).map(ocrSample);
    for (const other of others) expect(await isSame(clean!, other)).toBe(true);
  });
});

describe('something else is not the same', () => {
  const filling = fillingOf(1);
  const other = fillingOf(2);

  it.each([
    ['a form filled in for another patient', { ...other }],
    ['another name', { ...filling, name: other.name }],
    ['another personal number', { ...filling, number: other.number }],
    ['one other digit of the personal number', { ...filling, number: '19781104-8248' }],
    ['other values', { ...filling, values: other.values }],
    ['another text', { ...filling, text: other.text }],
    ['another signature', { ...filling, hand: 7 }],
  ])('%s', async (_, changed) => {
    const changedPaper = sheetOf(pdfium, await form(changed));
    expect(await isSame(first, sent(changedPaper, { header: headers[1] }))).toBe(false);
  });

  it('another letter on the same paper', async () => {
    const letters = await Promise.all(
      [1, 2].map(async (seed) => sent(sheetOf(pdfium, await letter(seed)))),
    );
    expect(await isSame(letters[0]!, letters[1]!)).toBe(false);
  });

  it('the same words in another typeface', async () => {
    const serif = ocrSample('sv_serif.std.noisy');
    expect(await isSame(ocrSample('sv_sans.std.noisy'), serif)).toBe(false);
  });

  it('below where the other ends', async () => {
    const { width, height, rows } = scan(paper, EXACT_SCAN);
    const upper = Math.round(height / 2);
    const half = { width, height: upper, rows: rows.subarray(0, upper * rowBytes(width)) };
    const whole = { width, height, rows };
    expect(await isSame(receivedFax([whole], 196), receivedFax([half], 196))).toBe(false);
    expect(await isSame(receivedFax([half], 196), receivedFax([whole], 196))).toBe(false);
  });
});

describe('documents of several pages', () => {
  const three = (): PackedRows[] => decodeTiffPages(sample('sp-3pages.tif'));
  const fax = (...numbers: number[]): Uint8Array =>
    receivedFax(
      numbers.map((number) => three()[number - 1]!),
      196,
    );

  it('are the same when all their pages are, one by one', async () => {
    const { likeness, pages } = await compare(fax(1, 2, 3), fax(1, 2, 3));
    expect(likeness).toBeGreaterThan(0.9);
    expect(pages.map(({ a, b }) => [a, b])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it.each([
    [
      'last',
      [1, 2],
      [1, 2, 3],
      [
        [1, 1],
        [2, 2],
        [undefined, 3],
      ],
    ],
    [
      'first',
      [1, 2, 3],
      [2, 3],
      [
        [1, undefined],
        [2, 1],
        [3, 2],
      ],
    ],
    [
      'middle',
      [1, 3],
      [1, 2, 3],
      [
        [1, 1],
        [undefined, 2],
        [2, 3],
      ],
    ],
  ])('are the same when one lost its %s page', async (_, a, b, expected) => {
    const { likeness, pages } = await compare(fax(...a), fax(...b));
    expect(likeness).toBeGreaterThanOrEqual(SAME);
    expect(pages.map((pair) => [pair.a, pair.b])).toEqual(expected);
  });

  it('differ when one page differs, and in one figure of its title', async () => {
    const { likeness, pages } = await compare(fax(1, 2, 3), fax(1, 2, 2));
    expect(likeness).toBeLessThan(SAME);
    expect(pages).toHaveLength(3);
  });

  it('differ when their pages come in another order', async () => {
    expect(await isSame(fax(1, 2), fax(2, 1))).toBe(false);
  });

  it('differ when one has two pages more', async () => {
    expect(await compare(fax(1), fax(1, 2, 3))).toEqual({ likeness: 0, pages: [] });
  });
});

describe('where there is nothing to compare', () => {
  const blank = buildTiff([
    {
      tags: { imageWidth: 1728, imageLength: 1100 },
      strips: [encodeG4({ width: 1728, height: 1100, rows: new Uint8Array(216 * 1100) })],
    },
  ]);

  it('nothing is said to be the same: two blank pages', async () => {
    expect(await compare(blank, blank)).toEqual({
      likeness: 0,
      pages: [{ a: 1, b: 1, likeness: undefined }],
    });
  });

  it('nothing is said to be the same: a blank page and another', async () => {
    expect(await isSame(blank, first)).toBe(false);
  });
});

it('a PDF that has to be repaired is compared as it was taken', async () => {
  const { pdf } = await tiffToPdf(first, DEFAULT_LIMITS);
  const cut = pdf.subarray(0, Buffer.from(pdf).lastIndexOf('startxref'));
  expect(await isSame(first, cut)).toBe(true);
});

it.each([
  ['not-a-fax-document', () => Buffer.from('<!doctype html>')],
  ['encrypted-pdf', () => encryptedPdf('Standard')],
])('refuses by name what a conversion refuses: %s', async (code, source) => {
  await expect(compare(first, await source())).rejects.toMatchObject({ code });
});
