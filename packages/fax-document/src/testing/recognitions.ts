import type {
  RecognisedLine,
  RecognisedPage,
  RecognisedWord,
  Recognition,
  Turn,
} from '../recognition.ts';

const LINE_HEIGHT = 0.02;
const LETTER_WIDTH = 0.012;
const MARGIN = 0.1;

/** Lines of text in a column at the left, from the top, every letter as wide. */
export const linesOf = (...texts: string[]): readonly RecognisedLine[] =>
  texts.map((text, index) => ({
    paragraph: index === 0,
    words: wordsOf(text, MARGIN + index * 2 * LINE_HEIGHT),
  }));

function wordsOf(text: string, y: number): readonly RecognisedWord[] {
  let column = 0;
  return text.split(' ').map((word) => {
    const length = Array.from(word).length;
    const box = {
      x: MARGIN + column * LETTER_WIDTH,
      y,
      width: length * LETTER_WIDTH,
      height: LINE_HEIGHT,
    };
    column += length + 1;
    return { text: word, confidence: 90, box };
  });
}

/** A page that was read. */
export const pageOf = (lines: readonly RecognisedLine[], turn: Turn = 0): RecognisedPage => ({
  outcome: 'read',
  turn,
  confidence: 90,
  lines,
});

/** A Swedish document of these pages, read by Tesseract. */
export const recognitionOf = (...pages: RecognisedPage[]): Recognition => ({
  language: 'swe',
  recogniser: 'tesseract',
  pages,
});
