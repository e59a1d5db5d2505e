import { beforeAll, describe, expect, it } from 'vitest';

import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import type { PageLetter } from '../render/letters-of-page.ts';
import { lineText } from '../recognised-text.ts';
import { scannedPdf, scanWithLayer, writtenPdf } from '../testing/text-pdfs.ts';
import { isSearchable, ownText } from './own-text.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const LETTER = ['Patienten har värk i höger', 'höft sedan i våras.', '', 'Hälsningar, Görel'];

/** A page of these letters, in rows of ten. */
const pageOf = (letters: Partial<PageLetter>[], share = 0) => ({
  picturesOf: () => ({ share, scan: undefined }),
  lettersOf: () =>
    letters.map((letter, index) => ({
      code: 0x61,
      unknown: false,
      visible: true,
      box: { x: (index % 10) / 10, y: 0.5, width: 0.1, height: 0.02 },
      ...letter,
    })),
});
const times = (count: number, letter: Partial<PageLetter>) =>
  Array.from({ length: count }, () => letter);

describe('a page that was written', () => {
  it('has lines of words, in paragraphs, certain', async () => {
    const lines = ownText(pdfium.open(await writtenPdf(...LETTER)), 0) ?? [];
    expect(lines.map(lineText)).toEqual(LETTER.filter((line) => line !== ''));
    expect(lines.map(({ paragraph }) => paragraph)).toEqual([true, false, true]);
    expect(lines.flatMap(({ words }) => words).every(({ confidence }) => confidence === 100)).toBe(
      true,
    );
  });

  it('has its words where they stand', async () => {
    const [line] = ownText(pdfium.open(await writtenPdf(...LETTER)), 0) ?? [];
    const { box } = line?.words[0] ?? {};
    expect(box?.x).toBeCloseTo(60 / 600, 2);
    // drawn 700 points above the lower edge, in letters of 12
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(1 - 700 / 800, 1);
    expect(box?.height).toBeCloseTo(12 / 800, 2);
  });
});

describe('a page is read as a picture', () => {
  it.each([
    ['when it has but a stamp or a number', pageOf(times(8, {}))],
    ['when most of it is a picture', pageOf(times(200, {}), 0.8)],
    ['when its letters are hidden', pageOf(times(200, { visible: false }))],
    ['when its font doesn’t say what they are', pageOf(times(200, { unknown: true }))],
    ['when they are of private use', pageOf(times(200, { code: 0xe001 }))],
    ['when they are replacements', pageOf(times(200, { code: 0xfffd }))],
    ['when they are no characters at all', pageOf(times(200, { code: 0x7fff_ffff }))],
  ])('%s', (_, page) => {
    expect(ownText(page, 0)).toBeUndefined();
  });
});

describe('a page can be searched', () => {
  it('by its own text, or by a hidden layer', async () => {
    expect(isSearchable(pdfium.open(await writtenPdf(...LETTER)), 0)).toBe(true);
    const layered = await scanWithLayer('en annan maskins läsning av sidan');
    expect(isSearchable(pdfium.open(layered), 0)).toBe(true);
  });

  it('but not as a scan alone', async () => {
    expect(isSearchable(pdfium.open(await scannedPdf()), 0)).toBe(false);
  });
});
