import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readTsv } from './read-tsv.ts';

const PAGE = { width: 1000, height: 500 };
const row = (...fields: (string | number)[]): string => fields.join('\t');
/** A word in (block, paragraph, line), with a box of ten pixels' height. */
const word = (place: [number, number, number], text: string, confidence: number | string = 90) =>
  row(5, 1, ...place, 1, 100, 50, 200, 10, confidence, text);

describe('Tesseract’s TSV', () => {
  it('has words with confidence and box, in fractions of the page', () => {
    expect(readTsv(word([1, 1, 1], 'Remiss', 96.5), PAGE)).toEqual([
      {
        paragraph: true,
        words: [
          { text: 'Remiss', confidence: 96.5, box: { x: 0.1, y: 0.1, width: 0.2, height: 0.02 } },
        ],
      },
    ]);
  });

  it('has lines in reading order; the first of a block or paragraph begins one', () => {
    const tsv = [
      row(1, 1, 0, 0, 0, 0, 0, 0, 1000, 500, -1, ''),
      word([1, 1, 1], 'a'),
      word([1, 1, 1], 'b'),
      word([1, 1, 2], 'c'),
      word([1, 2, 1], 'd'),
      word([2, 1, 1], 'e'),
    ].join('\n');
    const lines = readTsv(tsv, PAGE).map(({ words, paragraph }) => [
      words.map(({ text }) => text).join(' '),
      paragraph,
    ]);
    expect(lines).toEqual([
      ['a b', true],
      ['c', false],
      ['d', true],
      ['e', true],
    ]);
  });

  it.each([
    ['composed', 'A\u030Aker', 'Åker'],
    ['without controls and marks of direction', 'a\u0000b\u0007\u202Ec\uFEFF', 'abc'],
    ['without private use and noncharacters', 'a\uE000b\uFFFE\uFFFF', 'ab'],
    ['without half characters', 'a\uD83D', 'a'],
    ['without spaces', 'a\u00A0b\u2003c', 'abc'],
    ['cut where no word is so long', 'x'.repeat(1000), 'x'.repeat(256)],
  ])('has words %s', (_, written, read) => {
    expect(readTsv(word([1, 1, 1], written), PAGE)[0]?.words[0]?.text).toBe(read);
  });

  it.each([
    ['a word of blanks', word([1, 1, 1], '  ')],
    ['a row that is cut off', '5\t1\t1\t1\t1\t1\t10\t10'],
    ['a confidence that is none', word([1, 1, 1], 'a', 'high')],
    ['a box beside the page', row(5, 1, 1, 1, 1, 1, 2000, 50, 200, 10, 90, 'a')],
    ['a box without area', row(5, 1, 1, 1, 1, 1, 10, 50, 0, 10, 90, 'a')],
  ])('passes over %s', (_, tsv) => {
    expect(readTsv(tsv, PAGE)).toEqual([]);
  });

  it('has no more words than a page may bring', () => {
    const tsv = `${word([1, 1, 1], 'a')}\n`.repeat(30_000);
    expect(readTsv(tsv, PAGE).flatMap(({ words }) => words)).toHaveLength(20_000);
  });

  it('whatever it has, its words are clean and its boxes on the page', () => {
    const field = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: -2000, max: 2000 }).map(String),
      fc.constantFrom('', 'NaN', '1e99', '-1', 'Infinity'),
    );
    const wordRow = fc
      .array(field, { minLength: 11, maxLength: 11 })
      .map((rest) => row(5, ...rest));
    const tsv = fc.array(fc.oneof(wordRow, fc.string({ unit: 'binary' })));
    fc.assert(
      fc.property(tsv, (rows) => {
        for (const { text, confidence, box } of readTsv(rows.join('\n'), PAGE).flatMap(
          ({ words }) => words,
        )) {
          expect(text).toMatch(/^[^\p{C}\p{Z}]{1,256}$/u);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(100);
          expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
          expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThanOrEqual(1.000001);
          expect(Math.min(box.width, box.height)).toBeGreaterThan(0);
        }
      }),
    );
  });
});
