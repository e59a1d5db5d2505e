/** The contract that both recognisers keep. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { lineText } from '../recognised-text.ts';
import { childProcesses } from '../testing/child-processes.ts';
import { ocrRaster } from '../testing/ocr-samples.ts';
import { placed } from './arrange-raster.ts';
import { openRecogniser } from './open-recogniser.ts';
import type { PageRaster } from './page-raster.ts';
import { RecogniserFault, type TextRecogniser } from './text-recogniser.ts';

const MiB = 1024 * 1024;
const recogniserPath = process.env['PATH'] ?? '';
const patient = new AbortController().signal;

const open = (recogniser: TextRecogniser['name'], maxRecogniserBytes = 512 * MiB) =>
  openRecogniser({ recogniser, recogniserPath, recognisers: 1, maxRecogniserBytes });

const turned = (page: PageRaster, rotate: 90 | 180): PageRaster =>
  placed(page, { mirrored: false, rotate });

/** Lines across, and no letter among them. */
const RULED: PageRaster = {
  width: 400,
  height: 400,
  dpi: 204,
  bits: 1,
  samples: Uint8Array.from({ length: 50 * 400 }, (_, at) =>
    Math.floor(at / 50) % 40 < 2 ? 255 : 0,
  ),
};

describe.each(['tesseract', 'tesseract.js'] as const)('%s', (name) => {
  const page = ocrRaster('sv_sans.fine.clean');
  let recogniser: TextRecogniser;
  beforeAll(async () => {
    recogniser = await open(name);
  });
  afterAll(() => recogniser.close());

  it('reads words in lines, where they are, and says how sure it is', async () => {
    const lines = await recogniser.read(page, 'swe', patient);
    expect(lines[0]).toMatchObject({ paragraph: true });
    expect(lines.map(lineText)).toContain('Remiss till ortopedmottagningen');
    const [word] = lines[0]?.words ?? [];
    expect(word?.text).toBe('Remiss');
    expect(word?.confidence).toBeGreaterThan(80);
    expect(word?.box.x).toBeCloseTo(170 / page.width, 2);
    expect(word?.box.width).toBeCloseTo(102 / page.width, 2);
    expect(word?.box.y).toBeCloseTo(169 / page.height, 2);
  });

  it('reads grey pages', async () => {
    const { samples, width, height } = page;
    const grey = Uint8Array.from({ length: width * height }, (_, at) =>
      (samples[at >>> 3]! & (0x80 >> (at & 7))) === 0 ? 230 : 40,
    );
    const lines = await recogniser.read({ ...page, bits: 8, samples: grey }, 'swe', patient);
    expect(lines.map(lineText)).toContain('Remiss till ortopedmottagningen');
  });

  it.each([
    [180, turned(page, 180)],
    [270, turned(page, 90)],
    [0, page],
  ])('says that a page would be upright after a turn by %d', async (turn, raster) => {
    expect(await recogniser.orientation(raster, patient)).toBe(turn);
  });

  it('says nothing of the orientation where there are no letters', async () => {
    expect(await recogniser.orientation(RULED, patient)).toBeUndefined();
  });

  it('ends the process that reads when it is aborted, and reads the next page', async () => {
    const before = new Set(childProcesses());
    const controller = new AbortController();
    const reading = recogniser.read(ocrRaster('sv_serif.std.noisy', 1), 'swe', controller.signal);
    setImmediate(() => controller.abort(new Error('no need any more')));
    await expect(reading).rejects.toThrow('no need any more');
    expect(childProcesses().filter((pid) => !before.has(pid))).toEqual([]);
    expect(await recogniser.read(RULED, 'swe', patient)).toBeDefined();
  });

  it('gives up on a page that takes too much memory', async () => {
    const poor = await open(name, 8 * MiB);
    try {
      await expect(poor.read(page, 'swe', patient)).rejects.toThrow(RecogniserFault);
    } finally {
      await poor.close();
    }
  });
});

it('native Tesseract is not taken where there is none, and tesseract.js is instead', async () => {
  const none = { recogniserPath: '/nowhere', recognisers: 1, maxRecogniserBytes: 512 * MiB };
  const found = await openRecogniser({ ...none, recogniser: 'any' });
  await found.close();
  expect(found.name).toBe('tesseract.js');
  await expect(openRecogniser({ ...none, recogniser: 'tesseract' })).rejects.toMatchObject({
    code: 'engine-unavailable',
  });
});

it('tesseract.js is taken as well where native Tesseract’s models have no place', async () => {
  const options = { recogniser: 'any', recogniserPath, recognisers: 1 } as const;
  const found = await openRecogniser({ ...options, maxRecogniserBytes: 512 * MiB }, '/nowhere');
  await found.close();
  expect(found.name).toBe('tesseract.js');
});
