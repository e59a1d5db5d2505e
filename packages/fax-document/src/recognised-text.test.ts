import { expect, it } from 'vitest';

import type { RecognisedLine, RecognisedPage } from './recognition.ts';
import { pageText, paragraphsOf } from './recognised-text.ts';

const line = (text: string, paragraph = false): RecognisedLine => ({
  paragraph,
  words: text.split(' ').map((word) => ({
    text: word,
    confidence: 90,
    box: { x: 0, y: 0, width: 0.1, height: 0.01 },
  })),
});
const page = (...lines: RecognisedLine[]): RecognisedPage => ({
  outcome: 'read',
  turn: 0,
  confidence: 90,
  lines,
});

it('a page is paragraphs of lines of words', () => {
  const read = page(line('Tack för', true), line('övertagande'), line('Status: god', true));
  expect(paragraphsOf(read)).toEqual([['Tack för', 'övertagande'], ['Status: god']]);
  expect(pageText(read)).toBe('Tack för\növertagande\n\nStatus: god');
});

it('a page without text is empty, and a first line begins a paragraph even unsaid', () => {
  expect(pageText(page())).toBe('');
  expect(paragraphsOf(page(line('a')))).toEqual([['a']]);
});
