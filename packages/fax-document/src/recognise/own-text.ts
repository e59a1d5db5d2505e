import type { Box, RecognisedLine, RecognisedWord } from '../recognition.ts';
import type { OpenPdf } from '../render/pdfium.ts';
import type { PageLetter } from '../render/letters-of-page.ts';
import { cleanWord } from './clean-word.ts';

/** Fewer visible letters are a stamp or a page number. */
const LEAST_LETTERS = 20;
/** A page with more picture than this is read as a picture: its text may be in there. */
const MOST_PICTURE = 0.5;
/** Share of letters of which the font doesn't say what they are, from which nothing is believed. */
const MOST_UNKNOWN = 0.05;
/** A hidden layer of so many letters makes a page searchable already. */
const LAYER_LETTERS = 20;

type WithText = Pick<OpenPdf, 'picturesOf' | 'lettersOf'>;

/**
 * The text of a page that was written, not scanned; undefined for a page that has to be read as a
 * picture. Only letters that people see count: hidden layers come from other machines' reading, and
 * may say anything.
 */
export function ownText(document: WithText, page: number): readonly RecognisedLine[] | undefined {
  if ((document.picturesOf(page)?.share ?? 1) > MOST_PICTURE) return undefined;
  const letters = document.lettersOf(page) ?? [];
  const visible = letters.filter((letter) => letter.visible && !isSpace(letter.code));
  const unknown = visible.filter(isUnknown).length;
  if (visible.length < LEAST_LETTERS || unknown > visible.length * MOST_UNKNOWN) return undefined;
  return linesOf(letters.filter((letter) => letter.visible || isSpace(letter.code)));
}

/** Whether a page can be searched as it is: by its own text, or by a hidden layer. */
export function isSearchable(document: WithText, page: number): boolean {
  const letters = document.lettersOf(page) ?? [];
  const hidden = letters.filter(({ visible, code }) => !visible && !isSpace(code)).length;
  return hidden >= LAYER_LETTERS || ownText(document, page) !== undefined;
}

const isSpace = (code: number): boolean => code <= 0x20 || /\p{Z}/u.test(characterOf(code));

/** Nothing, a replacement, or private use: Unicode knows no character there. */
const isUnknown = ({ code, unknown }: PageLetter): boolean =>
  unknown || code === 0xfffd || cleanWord(characterOf(code)) === '';

const isScalar = (code: number): boolean => code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff);

const characterOf = (code: number): string => (isScalar(code) ? String.fromCodePoint(code) : '');

const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d;

/** PDFium puts spaces between words and line ends between lines. */
function linesOf(letters: readonly PageLetter[]): readonly RecognisedLine[] {
  const lines: RecognisedWord[][] = [[]];
  let word: PageLetter[] = [];
  const endWord = (): void => {
    const read = wordOf(word);
    if (read !== undefined) lines.at(-1)?.push(read);
    word = [];
  };
  for (const letter of letters) {
    if (!isSpace(letter.code)) {
      word.push(letter);
      continue;
    }
    endWord();
    if (isLineEnd(letter.code)) lines.push([]);
  }
  endWord();
  return inParagraphs(lines.filter(({ length }) => length > 0));
}

function wordOf(letters: readonly PageLetter[]): RecognisedWord | undefined {
  const text = cleanWord(letters.map(({ code }) => characterOf(code)).join(''));
  const box = hull(letters.map((letter) => letter.box));
  return text === '' || box === undefined ? undefined : { text, confidence: 100, box };
}

/** The part on the page of what holds all boxes. */
function hull(boxes: readonly Box[]): Box | undefined {
  const solid = boxes.filter(({ width, height }) => width > 0 && height > 0);
  const x = clamp(Math.min(...solid.map((box) => box.x)));
  const y = clamp(Math.min(...solid.map((box) => box.y)));
  const width = clamp(Math.max(...solid.map((box) => box.x + box.width))) - x;
  const height = clamp(Math.max(...solid.map((box) => box.y + box.height))) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Lines of a paragraph stand close; its first is below a gap, or above the one before (a new column). */
const PARAGRAPH_GAP = 0.7;

function inParagraphs(lines: readonly (readonly RecognisedWord[])[]): readonly RecognisedLine[] {
  let bottom: number | undefined;
  return lines.map((words) => {
    const box = hull(words.map((word) => word.box));
    const gap = box === undefined || bottom === undefined ? Number.NaN : box.y - bottom;
    const height = box?.height ?? 0;
    const follows = gap < height * PARAGRAPH_GAP && gap > -height;
    bottom = box && box.y + box.height;
    return { words, paragraph: !follows };
  });
}
