import { describe, expect, it } from 'vitest';

import { FaxDocumentError, type Conversion, type FaxDocumentErrorCode } from '../engine.ts';
import type { Recognition } from '../recognition.ts';
import { linesOf, pageOf, recognitionOf } from '../testing/recognitions.ts';
import { readArguments } from './arguments.ts';
import { toSearchablePdf } from './ocr.ts';

const WHOLE = { damagedLines: 0, damage: [], missingLines: 0, endedEarly: false, blank: false };
const PAGE = { width: 1728, height: 2292, xDpi: 204, yDpi: 196, rotate: 0, ...WHOLE } as const;
const PLAIN: Conversion = {
  source: 'tiff',
  pdf: Buffer.from('plain'),
  pages: Array.from({ length: 5 }, () => PAGE),
  truncated: false,
};

const READ = recognitionOf(
  pageOf(linesOf('värk i höger höft')),
  { outcome: 'blank', turn: 0, confidence: 0, lines: [] },
  pageOf(linesOf('knät'), 180),
  { outcome: 'timed-out', turn: 0, confidence: 0, lines: [] },
  { outcome: 'failed', turn: 0, confidence: 0, lines: [] },
);

/** Reads by an engine that says `result`; each conversion takes a second of the time that is left. */
async function read(result: Recognition | FaxDocumentErrorCode | DOMException, seconds = 15) {
  let left = seconds * 1000;
  const given: (number | undefined)[] = [];
  const engine: Parameters<typeof toSearchablePdf>[2]['engine'] = {
    async warm() {
      left -= 500;
    },
    async toPdf(_, { recognition } = {}) {
      left -= 1000;
      return recognition === undefined
        ? PLAIN
        : { ...PLAIN, pdf: Buffer.from('text'), textPages: 2 };
    },
    async recognise(_, { documentTimeoutMs }) {
      given.push(documentTimeoutMs);
      if (result instanceof DOMException) throw result;
      if (typeof result === 'string') throw new FaxDocumentError(result, 'a fault');
      return result;
    },
  };
  const { signal } = new AbortController();
  const context = { engine, signal, timeLeft: () => left };
  const { conversion, ocr } = await toSearchablePdf(new Uint8Array(), 'swe', context);
  return { ocr, given, pdf: Buffer.from(conversion.pdf).toString() };
}

it('says what became of each page, and nothing of what was read', async () => {
  const { ocr, pdf } = await read(READ);
  expect(pdf).toBe('text');
  expect(ocr).toEqual({
    language: 'swe',
    recogniser: 'tesseract',
    words: 5,
    confidence: 90,
    read: [1, 3],
    blank: [2],
    timedOut: [4],
    failed: [5],
    turned: [{ page: 3, turn: 180 }],
    textPages: 2,
  });
});

it('leaves time for the conversion with text, by what the one without it took', async () => {
  expect((await read(READ, 15)).given).toEqual([10_000]);
  expect((await read(READ, 2)).given).toEqual([0]);
});

describe('a document whose pages can’t be drawn, or not in time or memory, is converted without text', () => {
  it.each([
    ['time-limit', { timedOut: [1, 2, 3, 4, 5], failed: [] }],
    ['memory-limit', { timedOut: [], failed: [1, 2, 3, 4, 5] }],
    ['damaged-beyond-reading', { timedOut: [], failed: [1, 2, 3, 4, 5] }],
    ['too-complex', { timedOut: [], failed: [1, 2, 3, 4, 5] }],
  ] as const)('%s', async (code, facts) => {
    const { ocr, pdf } = await read(code);
    expect(pdf).toBe('plain');
    expect(ocr).toMatchObject({ ...facts, words: 0, confidence: 0, read: [] });
  });
});

it('a document that can’t be converted with its text in time is converted without', async () => {
  const late = new DOMException('late', 'TimeoutError');
  const { ocr, pdf } = await read(late);
  expect(pdf).toBe('plain');
  expect(ocr).toMatchObject({ timedOut: [1, 2, 3, 4, 5], read: [], textPages: 0 });
});

it('any other fault is a refusal', async () => {
  await expect(read('engine-unavailable')).rejects.toMatchObject({ code: 'engine-unavailable' });
});

describe('arguments', () => {
  it('are a language, and seconds where more are allowed', () => {
    const file = { kind: 'to-pdf', input: 'a', output: 'b' };
    expect(readArguments(['to-pdf', 'a', 'b'])).toEqual(file);
    expect(readArguments(['to-pdf', 'a', 'b', '--ocr', 'dan'])).toEqual({ ...file, ocr: 'dan' });
    const longer = ['to-pdf', 'a', 'b', '--ocr', 'eng', '--time-limit', '120'];
    expect(readArguments(longer)).toEqual({ ...file, ocr: 'eng', timeLimit: 120 });
  });

  it.each([
    ['--ocr', 'klingon'],
    ['--ocr'],
    ['--time-limit', '60'],
    ['--ocr', 'swe', '--time-limit', '0'],
    ['--ocr', 'swe', '--time-limit', '1e3'],
    ['--ocr', 'swe', '--time-limit', '100000'],
  ])('%s %s make no sense so', (...options) => {
    expect(() => readArguments(['to-pdf', 'a', 'b', ...options])).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });
});
