import type { RecognisedLine, RecognisedPage, RecognisedWord, Turn } from '../recognition.ts';

/** Below this the letters of a page are more guessed than read. Pages upside down have 15 to 25. */
const SURE = 60;
/** Share of a page's letters in words that are higher than wide. */
const MOSTLY = 0.5;
/** A shorter word may be higher than wide in upright text. */
const TELLING_LENGTH = 3;

/** Mean of the words' confidence, weighted by their length; 0 where there are none. */
export function confidenceOf(lines: readonly RecognisedLine[]): number {
  const words = lines.flatMap((line) => line.words);
  const letters = lettersOf(words);
  if (letters === 0) return 0;
  return words.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / letters;
}

interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Whether the page was read as upright text: sure of its letters, and in lines that go across. */
export const isSureAndUpright = (lines: readonly RecognisedLine[], page: PixelSize): boolean =>
  confidenceOf(lines) >= SURE && !goesUpOrDown(lines, page);

/** Tesseract reads text that runs down a page as well: its words are then higher than wide. */
function goesUpOrDown(lines: readonly RecognisedLine[], page: PixelSize): boolean {
  const words = lines
    .flatMap((line) => line.words)
    .filter(({ text }) => text.length >= TELLING_LENGTH);
  const high = words.filter(({ box }) => box.height * page.height > box.width * page.width);
  return lettersOf(high) > lettersOf(words) * MOSTLY;
}

const lettersOf = (words: readonly RecognisedWord[]): number =>
  words.reduce((sum, { text }) => sum + text.length, 0);

/** A page of these lines. */
export const readPage = (lines: readonly RecognisedLine[], turn: Turn): RecognisedPage => ({
  outcome: 'read',
  turn,
  confidence: confidenceOf(lines),
  lines,
});

/** A page of which nothing is known but what became of it. */
export const unreadPage = (outcome: 'blank' | 'timed-out' | 'failed'): RecognisedPage => ({
  outcome,
  turn: 0,
  confidence: 0,
  lines: [],
});
