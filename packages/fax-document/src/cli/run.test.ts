import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createFaxEngine } from '../engine.ts';
import { emptyPdf, encryptedPdf } from '../testing/pdfs.ts';
import { sample } from '../testing/samples.ts';
import { readArguments } from './arguments.ts';
import { asRefusal } from './refusal.ts';
import { run } from './run.ts';

const MAX_BYTES = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'fax-document-run-'));
const engine = createFaxEngine({ processes: 1 });
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeAll(async () => {
  const inputs: Record<string, Uint8Array> = {
    'good.tif': sample('sp-3pages.tif'),
    'cut.tif': sample('sp-3pages.tif').subarray(0, 100_000),
    'noisy.tif': sample('err-noecm-mh-1burst.tif'),
    'no-pages.tif': Uint8Array.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]),
    'text.tif': Buffer.from('<html>no fax</html>'),
    'good.pdf': await emptyPdf([595, 842], [595, 842]),
    'locked.pdf': await encryptedPdf('Standard'),
    'large.tif': new Uint8Array(MAX_BYTES + 1),
    empty: new Uint8Array(),
  };
  for (const [name, bytes] of Object.entries(inputs)) writeFileSync(join(folder, name), bytes);
});

const files = (): string[] => readdirSync(folder).toSorted();

async function cli(...args: string[]): Promise<Record<string, unknown>> {
  const signal = new AbortController().signal;
  const inFolder = (path: string): string => resolve(folder, path);
  const context = { engine, maxBytes: MAX_BYTES, signal, resolve: inFolder };
  return JSON.parse(await run(readArguments(args), context)) as Record<string, unknown>;
}

describe('inspect', () => {
  it('tells a TIFF’s facts', async () => {
    const answer = await cli('inspect', 'good.tif');
    expect(answer).toMatchObject({
      source: 'tiff',
      byteOrder: 'little-endian',
      pageCount: 3,
      tsi: '+1 555 555 0100',
    });
    expect(answer['pages']).toMatchObject([
      { width: 1728, height: 2188, yDpi: 196, compression: 'g4', fillOrder: 2, orientation: 1 },
      { widthMm: 215.2, heightMm: 283.5, blank: false, corrections: [] },
      { receiver: { faxSubAddress: '4711' } },
    ]);
    expect(answer).not.toHaveProperty('recovered');
  });

  it('tells what was lost', async () => {
    expect(await cli('inspect', 'cut.tif')).toMatchObject({ recovered: { truncated: true } });
    expect(await cli('inspect', 'noisy.tif')).toMatchObject({ recovered: { pages: [1] } });
  });

  it('tells a PDF’s facts', async () => {
    expect(await cli('inspect', 'good.pdf')).toMatchObject({
      source: 'pdf',
      pageCount: 2,
      encrypted: false,
    });
  });
});

it('a whole document is not called recovered', async () => {
  const answer = await cli('to-pdf', 'good.tif', 'made.pdf');
  const bytes = readFileSync(join(folder, 'made.pdf')).length;
  expect(answer).toEqual({ source: 'tiff', bytes, pages: 3 });
});

describe('refused, and no file written', () => {
  it.each([
    ['no-pages', ['to-pdf', 'no-pages.tif', 'out']],
    ['not-a-fax-document', ['to-pdf', 'text.tif', 'out']],
    ['not-a-fax-document', ['inspect', 'empty']],
    ['encrypted-pdf', ['to-png', 'locked.pdf', 'out']],
    ['page-not-found', ['to-png', 'good.tif', 'out', '--page', '4']],
    ['bad-width', ['to-png', 'good.tif', 'out', '--width', '9']],
    ['too-large', ['inspect', 'large.tif']],
    ['input-unreadable', ['inspect', 'nowhere.tif']],
    ['input-unreadable', ['inspect', '.']],
    ['usage', []],
    ['usage', ['to-pdf', 'good.tif']],
    ['usage', ['to-png', 'good.tif', 'out', '--page', '0']],
    ['usage', ['inspect', 'good.tif', '--colour']],
    ['usage', ['to-pdf', 'good.tif', './good.tif']],
  ])('%s: %j', async (code, args) => {
    const before = files();
    const refusal = await cli(...args).then(() => undefined, asRefusal);
    expect(refusal?.code).toBe(code);
    expect(files()).toEqual(before);
  });
});

it('what takes too long is refused by its reason', () => {
  const timeout = new DOMException('late', 'TimeoutError');
  expect(asRefusal(timeout).code).toBe('time-limit');
});
