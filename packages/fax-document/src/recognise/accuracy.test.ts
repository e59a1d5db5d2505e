/** How much of a page is read right, through the whole of it: decoded, prepared, read. */
import { afterAll, describe, expect, it } from 'vitest';

import { createFaxEngine } from '../engine.ts';
import { pageText } from '../recognised-text.ts';
import { characterAccuracy } from '../testing/character-accuracy.ts';
import { ocrSample, ocrText, type OcrSample } from '../testing/ocr-samples.ts';
import type { TextRecogniser } from './text-recogniser.ts';

/** Percent of the characters, and points by which the two may differ. */
const NOISY_STANDARD = 98.5;
const APART = 0.3;

const engines = {
  tesseract: createFaxEngine({
    recogniser: 'tesseract',
    recogniserPath: process.env['PATH'] ?? '',
  }),
  'tesseract.js': createFaxEngine({ recogniser: 'tesseract.js' }),
} as const;
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.close())));

async function accuracy(name: TextRecogniser['name'], sample: OcrSample): Promise<number> {
  const recognition = await engines[name].recognise(ocrSample(sample), { language: 'swe' });
  expect(recognition.recogniser).toBe(name);
  return characterAccuracy(ocrText(), recognition.pages.map(pageText).join('\n'));
}

describe('a noisy page of 204 × 98', () => {
  it.each(['sv_sans.std.noisy', 'sv_serif.std.noisy'] as const)(
    '%s is read, and alike by both recognisers',
    { timeout: 180_000 },
    async (sample) => {
      const native = await accuracy('tesseract', sample);
      const js = await accuracy('tesseract.js', sample);
      expect(native).toBeGreaterThanOrEqual(NOISY_STANDARD);
      expect(js).toBeGreaterThanOrEqual(NOISY_STANDARD);
      expect(Math.abs(native - js)).toBeLessThanOrEqual(APART);
    },
  );
});

it('a noisy page of 204 × 196 is read but for a few signs', { timeout: 180_000 }, async () => {
  expect(await accuracy('tesseract', 'sv_sans.fine.noisy')).toBeGreaterThanOrEqual(99.5);
});
