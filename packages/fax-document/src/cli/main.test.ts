import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { emptyPdf, hungryPdf } from '../testing/pdfs.ts';
import { ocrSample } from '../testing/ocr-samples.ts';
import { sample } from '../testing/samples.ts';
import { buildTiff } from '../testing/tiff-builder.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fax-document-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the program in the folder, as a package manager does: told by INIT_CWD. */
function cli(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=development', MAIN, ...args],
    { cwd: '/', env: { INIT_CWD: folder }, encoding: 'utf8', timeout: 150_000 },
  );
  return { status, stderr, answer: JSON.parse(stdout) as Record<string, unknown> };
}

const files = (): string[] => readdirSync(folder).toSorted();
const JBIG = buildTiff([
  { tags: { imageWidth: 8, imageLength: 8, compression: 34661 }, strips: [new Uint8Array(8)] },
]);

beforeAll(async () => {
  const inputs: Record<string, Uint8Array> = {
    'good.tif': sample('sp-3pages.tif'),
    'cut.tif': sample('sp-3pages.tif').subarray(0, 100_000),
    'jbig.tif': JBIG,
    'letter.tif': ocrSample('sv_sans.std.noisy'),
    'good.pdf': await emptyPdf([595, 842]),
    'hungry.pdf': await hungryPdf(),
  };
  for (const [name, bytes] of Object.entries(inputs)) writeFileSync(join(folder, name), bytes);
});

it('inspect tells facts', () => {
  expect(cli('inspect', 'good.tif')).toMatchObject({ status: 0, answer: { pageCount: 3 } });
});

it('to-pdf writes what can be read, and says what can’t', () => {
  const { status, answer } = cli('to-pdf', 'cut.tif', 'made.pdf');
  const pdf = readFileSync(join(folder, 'made.pdf'));
  expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
  expect({ status, answer }).toMatchObject({
    status: 0,
    answer: { bytes: pdf.length, pages: 3, recovered: { truncated: true } },
  });
});

it('to-pdf --ocr writes a PDF that can be searched, also where there is no native Tesseract', () => {
  const args = ['to-pdf', 'letter.tif', 'read.pdf', '--ocr', 'swe', '--time-limit', '120'];
  const { status, answer } = cli(...args);
  expect({ status, answer }).toMatchObject({
    status: 0,
    answer: { ocr: { language: 'swe', recogniser: 'tesseract.js', read: [1], textPages: 1 } },
  });
  expect(readFileSync(join(folder, 'read.pdf')).includes('<pdfaid:conformance>U<')).toBe(true);
});

it('to-png writes the page that was asked for, as wide as was asked', async () => {
  const args = ['--page', '2', '--width', '400'];
  expect(cli('to-png', 'good.tif', 'made.png', ...args)).toMatchObject({ status: 0 });
  const picture = await sharp(join(folder, 'made.png')).metadata();
  expect(picture).toMatchObject({ format: 'png', width: 400 });
});

it('to-tiff writes a fax', () => {
  expect(cli('to-tiff', 'good.pdf', 'good.tif', 'made.tif', '--header', 'Åby')).toMatchObject({
    status: 0,
    answer: { pageCount: 4, width: 1728, resolution: 'fine' },
  });
  expect(readFileSync(join(folder, 'made.tif')).toString('latin1', 0, 2)).toBe('II');
});

describe('what is refused ends with 3 and a reason, and leaves no file', () => {
  it.each([
    ['jbig', ['to-pdf', 'jbig.tif', 'out']],
    ['memory-limit', ['to-png', 'hungry.pdf', 'out']],
    ['memory-limit', ['to-tiff', 'hungry.pdf', 'out']],
    ['output-unwritable', ['to-pdf', 'good.pdf', 'nowhere/out.pdf']],
    ['usage', ['shred', 'good.tif']],
  ])('%s: %j', (refused, args) => {
    const before = files();
    const { status, answer, stderr } = cli(...args);
    expect({ status, answer }).toEqual({ status: 3, answer: { refused } });
    expect(stderr).toContain(refused);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(files()).toEqual(before);
  });
});
