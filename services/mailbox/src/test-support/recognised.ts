import type {
  RecognisedLine,
  RecognisedPage,
  RecognisedWord,
  Recognition,
  Turn,
} from '@kuvert/fax-document/recognition';

/** As wide as a letter of a fax: some 80 stand on a line. */
const letter = 1 / 80;

/** A line of words that all are as sure; each is as wide as its letters. */
export const lineOf = (text: string, confidence = 95, paragraph = false): RecognisedLine => {
  let x = 0;
  const words = text.split(' ').map((word): RecognisedWord => {
    const width = word.length * letter;
    const box = { x, y: 0.1, width, height: 0.01 };
    x += width + letter;
    return { text: word, confidence, box };
  });
  return { words, paragraph };
};

/** A page that was read: lines of text, a paragraph each array. */
export const pageOf = (
  paragraphs: readonly (readonly RecognisedLine[])[],
  confidence = 95,
  turn: Turn = 0,
): RecognisedPage => ({
  outcome: 'read',
  turn,
  confidence,
  lines: paragraphs.flatMap((lines) =>
    lines.map((line, index) => ({ ...line, paragraph: index === 0 })),
  ),
});

export const unreadPage = (outcome: 'blank' | 'timed-out' | 'failed'): RecognisedPage => ({
  outcome,
  turn: 0,
  confidence: 0,
  lines: [],
});

export const recognitionOf = (...pages: readonly RecognisedPage[]): Recognition => ({
  language: 'swe',
  recogniser: 'tesseract',
  pages,
});
