import { describe, expect, it } from 'vitest';

import { FaxDocumentError, type FaxDocumentErrorCode } from '../errors.ts';
import type { RecognisedLine } from '../recognition.ts';
import type { PageToRead } from './pages-to-read.ts';
import { recogniseDocument, type RecognitionOptions } from './recognise-document.ts';
import { Slots } from './slots.ts';
import { RecogniserFault, type TextRecogniser } from './text-recogniser.ts';

const raster = (width: number): PageToRead => ({
  kind: 'raster',
  raster: { width, height: 1, dpi: 204, bits: 8, samples: new Uint8Array(width) },
});
const LINE: RecognisedLine = {
  paragraph: true,
  words: [{ text: 'hej', confidence: 90, box: { x: 0, y: 0, width: 0.5, height: 0.1 } }],
};

/** What a page of so many pixels' width does to the fake recogniser. */
const GOOD = 1;
const ENDLESS = 2;
const CRASHING = 3;

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

const fake: TextRecogniser = {
  name: 'tesseract',
  async read({ width }, _, signal) {
    if (width === ENDLESS) return untilAborted(signal);
    if (width === CRASHING) throw new RecogniserFault('gone');
    return [LINE];
  },
  orientation: () => Promise.resolve(undefined),
  close: () => Promise.resolve(),
};

/** Reads a document of these pages, which come two at a time; an error is that of its batch. */
function read(
  pages: readonly (PageToRead | FaxDocumentErrorCode)[],
  options: Partial<RecognitionOptions> = {},
) {
  const fetchPages = async (first: number, most: number) => {
    const asked = pages.slice(first, first + Math.min(2, most));
    const batch = asked.map((page) => {
      if (typeof page === 'string') throw new FaxDocumentError(page, 'a fault');
      return page;
    });
    return { total: pages.length, pages: batch };
  };
  const ports = { fetchPages, recogniser: () => Promise.resolve(fake), slots: new Slots(2) };
  return recogniseDocument(ports, { language: 'swe', ...options });
}

const outcomes = async (...args: Parameters<typeof read>) =>
  (await read(...args)).pages.map(({ outcome }) => outcome);

it('every page has its place, whatever became of it', async () => {
  const pages = [
    raster(GOOD),
    { kind: 'blank' },
    raster(CRASHING),
    { kind: 'unreadable' },
    raster(GOOD),
  ] as const;
  const recognition = await read(pages);
  expect(recognition).toMatchObject({ language: 'swe', recogniser: 'tesseract' });
  expect(recognition.pages.map(({ outcome }) => outcome)).toEqual([
    'read',
    'blank',
    'failed',
    'failed',
    'read',
  ]);
  expect(recognition.pages[0]).toEqual({ outcome: 'read', turn: 0, confidence: 90, lines: [LINE] });
});

describe('a document’s own text', () => {
  const text: PageToRead = { kind: 'text', lines: [LINE] };

  it('is taken as it is', async () => {
    expect(await read([text, { kind: 'blank' }])).toMatchObject({
      recogniser: 'text-layer',
      pages: [{ outcome: 'read', lines: [LINE] }, { outcome: 'blank' }],
    });
  });

  it('stands beside pages that a recogniser reads', async () => {
    expect(await read([text, raster(GOOD)])).toMatchObject({ recogniser: 'tesseract' });
  });
});

it('says after each page how many are done', async () => {
  const told: number[][] = [];
  await read([raster(GOOD), raster(CRASHING), { kind: 'blank' }], {
    onPage: (...numbers) => told.push(numbers),
  });
  expect(told.map(([done, total]) => [done, total])).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  expect(new Set(told.map(([, , page]) => page))).toEqual(new Set([1, 2, 3]));
});

describe('time', () => {
  it('a page that takes too long is left, and the others are read', async () => {
    const pages = [raster(ENDLESS), raster(GOOD), raster(GOOD)];
    expect(await outcomes(pages, { pageTimeoutMs: 20 })).toEqual(['timed-out', 'read', 'read']);
  });

  it('when the document’s time is over what wasn’t read is timed-out, fetched or not', async () => {
    const pages = [
      raster(GOOD),
      raster(ENDLESS),
      raster(ENDLESS),
      raster(GOOD),
      raster(GOOD),
      raster(GOOD),
    ];
    const [first, ...others] = await outcomes(pages, { documentTimeoutMs: 100 });
    expect(first).toBe('read');
    expect(others).toContain('timed-out');
    expect(others).toHaveLength(5);
  });
});

describe('a parser that isn’t done when the document’s time is over', () => {
  const slow = (from: number) => async (first: number, _: number, signal: AbortSignal) =>
    first < from ? { total: 3, pages: [raster(GOOD)] } : untilAborted(signal);
  const readSlowly = (from: number) =>
    recogniseDocument(
      { fetchPages: slow(from), recogniser: () => Promise.resolve(fake), slots: new Slots(2) },
      { language: 'swe', documentTimeoutMs: 50 },
    );

  it('is stopped, and what it didn’t give is timed-out', async () => {
    const { pages } = await readSlowly(1);
    expect(pages.map(({ outcome }) => outcome)).toEqual(['read', 'timed-out', 'timed-out']);
  });

  it('leaves nothing to say when it gave no page at all', async () => {
    await expect(readSlowly(0)).rejects.toMatchObject({ code: 'time-limit' });
  });
});

describe('an abort', () => {
  it('ends the work, and fails with the reason', async () => {
    const controller = new AbortController();
    const reading = read([raster(ENDLESS), raster(GOOD)], { signal: controller.signal });
    controller.abort(new Error('nobody waits'));
    await expect(reading).rejects.toThrow('nobody waits');
  });

  it('reaches pages that wait for others', async () => {
    const controller = new AbortController();
    const pages = Array.from({ length: 6 }, () => raster(ENDLESS));
    const reading = read(pages, { signal: controller.signal });
    setImmediate(() => controller.abort(new Error('nobody waits')));
    await expect(reading).rejects.toThrow('nobody waits');
  });
});

describe('a page that its parser can’t bear', () => {
  it('is failed, and the others are read', async () => {
    const pages = [raster(GOOD), raster(GOOD), raster(GOOD), 'memory-limit', raster(GOOD)] as const;
    expect(await outcomes(pages)).toEqual(['read', 'read', 'read', 'failed', 'read']);
  });

  it('is the document’s refusal when nothing else is known of it', async () => {
    await expect(read(['time-limit', raster(GOOD)])).rejects.toMatchObject({ code: 'time-limit' });
  });
});

it('a document that is refused is refused here as well', async () => {
  await expect(read([raster(GOOD), raster(GOOD), 'jbig'])).rejects.toMatchObject({ code: 'jbig' });
});
