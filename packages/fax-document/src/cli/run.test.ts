import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createFaxEngine } from '../engine.ts';
import { ACTIVE_PDFS } from '../testing/active-pdfs.ts';
import { damagedPdf } from '../testing/damaged-pdfs.ts';
import { emptyPdf, encryptedPdf } from '../testing/pdfs.ts';
import { sample } from '../testing/samples.ts';
import { readArguments } from './arguments.ts';
import { asRefusal } from './refusal.ts';
import { run } from './run.ts';

const COVER = { to: 'A', from: 'B', callBack: '+46 8 1', code: 'X' };
const COARSE = ['--resolution', 'standard', '--coding', 'g3-1d'];
const MAX_BYTES = 1_000_000;
const NOW = new Date('2026-11-22T07:41:00Z');
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
    'active.pdf': ACTIVE_PDFS[0]!.pdf,
    'broken.pdf': damagedPdf('no trailer'),
    'locked.pdf': await encryptedPdf('Standard'),
    'large.tif': new Uint8Array(MAX_BYTES + 1),
    empty: new Uint8Array(),
    'note.txt': Buffer.from('Hej!'),
    'nearly.txt': Buffer.alloc(MAX_BYTES - 10, 'x'),
    'cover.json': Buffer.from(JSON.stringify(COVER)),
    'half-cover.json': Buffer.from('{"to":"A"}'),
  };
  for (const [name, bytes] of Object.entries(inputs)) writeFileSync(join(folder, name), bytes);
});

/** Milliseconds of a command's time; nothing of them passes. */
let timeLeft = 600_000;

const files = (): string[] => readdirSync(folder).toSorted();

async function cli(...args: string[]): Promise<Record<string, unknown>> {
  const signal = new AbortController().signal;
  const inFolder = (path: string): string => resolve(folder, path);
  const here = { resolve: inFolder, timeZone: 'UTC', now: () => NOW };
  const context = { engine, maxBytes: MAX_BYTES, signal, timeLeft: () => timeLeft, ...here };
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
      active: [],
    });
  });

  it('tells what acts in a PDF', async () => {
    expect(await cli('inspect', 'active.pdf')).toMatchObject({
      active: [{ kind: 'javascript', count: 1 }],
      pageCount: 1,
    });
  });

  it('tells what had to be repaired of a PDF', async () => {
    const answer = await cli('inspect', 'broken.pdf');
    expect(answer).toMatchObject({ recovered: { repaired: true, truncated: true }, pageCount: 3 });
  });
});

it('a whole document is not called recovered', async () => {
  const answer = await cli('to-pdf', 'good.tif', 'made.pdf');
  const bytes = readFileSync(join(folder, 'made.pdf')).length;
  expect(answer).toEqual({ source: 'tiff', bytes, pages: 3 });
});

describe('to-tiff', () => {
  it('makes one fax of several documents, and says what became of each page', async () => {
    const answer = await cli('to-tiff', 'good.pdf', 'good.tif', 'note.txt', 'made.tif', ...COARSE);
    expect(answer).toMatchObject({
      resolution: 'standard',
      coding: 'g3-1d',
      pageCount: 6,
      bytes: readFileSync(join(folder, 'made.tif')).length,
      sources: [{ kind: 'pdf', pages: 2 }, { kind: 'tiff' }, { kind: 'text', encoding: 'utf-8' }],
    });
    expect(answer).not.toHaveProperty('recovered');
    expect(await cli('inspect', 'made.tif')).toMatchObject({
      pages: [{ compression: 'g3-1d', yDpi: 98 }, {}, {}, {}, {}, {}],
    });
  });

  it('says what was lost', async () => {
    const answer = await cli('to-tiff', 'noisy.tif', 'made.tif', '--resolution', 'standard');
    expect(answer).toMatchObject({ recovered: { pages: [1] } });
  });

  it('says what had to be repaired of a PDF', async () => {
    const answer = await cli('to-tiff', 'good.pdf', 'broken.pdf', 'active.pdf', 'made.tif');
    expect(answer).toMatchObject({
      recovered: { repaired: true, truncated: true },
      pageCount: 6,
      sources: [
        { intake: { repaired: false } },
        { intake: { repaired: true } },
        { intake: { removed: [{ kind: 'javascript', count: 1 }] } },
      ],
    });
  });

  it('puts a header line above each page, with the time that it is', async () => {
    const header = ['--header', 'Åby', '--number', '+46 8 1', '--locale', 'sv'];
    const now = await cli('to-tiff', 'good.tif', 'now.tif', ...header);
    await cli('to-tiff', 'good.tif', 'then.tif', ...header, '--time', NOW.toISOString());
    expect(now['pages']).toMatchObject([{ headerRows: 28 }, {}, {}]);
    const [first, second] = ['now.tif', 'then.tif'].map((name) => readFileSync(join(folder, name)));
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
  });

  it('puts a cover sheet before the pages', async () => {
    const answer = await cli('to-tiff', 'good.pdf', 'made.tif', '--cover', 'cover.json');
    expect(answer['pages']).toMatchObject([{ source: 'cover' }, { source: 0 }, { source: 0 }]);
  });
});

it('what was taken out of a PDF is told, and is no loss', async () => {
  const answer = await cli('to-pdf', 'active.pdf', 'made.pdf');
  expect(answer).toMatchObject({ removed: [{ kind: 'javascript', count: 1 }], decrypted: false });
  expect(answer).not.toHaveProperty('recovered');
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
    ['usage', ['to-tiff', 'good.tif']],
    ['usage', ['to-tiff', 'good.tif', 'out', '--width', '1700']],
    ['usage', ['to-tiff', 'good.tif', 'out', '--coding', 'g5']],
    ['usage', ['to-tiff', 'good.tif', 'out', '--number', '1']],
    ['usage', ['to-tiff', 'good.tif', 'out', '--header', 'x', '--time', 'noon']],
    ['usage', ['to-tiff', 'good.tif', 'out', '--page', '1']],
    ['usage', ['to-tiff', 'good.pdf', 'good.tif', './good.tif']],
    ['usage', ['to-tiff', 'good.pdf', 'out', '--cover', 'note.txt']],
    ['bad-options', ['to-tiff', 'good.pdf', 'out', '--cover', 'half-cover.json']],
    ['bad-options', ['to-tiff', 'good.tif', 'out', '--header', 'x', '--time-zone', 'Nowhere']],
    ['not-a-fax-document', ['to-tiff', 'text.tif', 'out']],
    ['encrypted-pdf', ['to-tiff', 'good.pdf', 'locked.pdf', 'out']],
    ['too-large', ['to-tiff', 'nearly.txt', 'nearly.txt', 'out']],
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
