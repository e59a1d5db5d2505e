import type { RecognisedLine, RecognisedWord, Turn } from '../recognition.ts';
import { ADVANCE, UNITS_PER_EM } from './glyphless-font.ts';
import type { LayerCharacters } from './layer-characters.ts';

/** A page as its file stores it: points, and the turn by which it is shown. */
export interface LayerPage {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
  /** /Rotate, clockwise. */
  readonly rotate: Turn;
}

/** The name of the font in a page's resources. */
export const LAYER_FONT = 'Text';

/** ISO 32000-1 table 106: neither filled nor stroked. */
const INVISIBLE = '3 Tr';
/** Percent of a character's own width, so that no reader meets a scale of nothing. */
const LEAST_SCALE = 1;
const MOST_SCALE = 10_000;
const LEAST_SIZE = 0.1;
/** Words whose feet are this near (share of the line's height) stand on one line. */
const ON_THE_LINE = 0.4;

/**
 * Content that puts each word invisibly onto its place, in reading order, with a space behind it, as
 * readers want it that search and copy. The words of a line have one size and stand on one line, so
 * that readers take them for one.
 */
export function layerContent(
  lines: readonly RecognisedLine[],
  page: LayerPage,
  characters: LayerCharacters,
  fontName = LAYER_FONT,
): string {
  const upright = uprightSize(page);
  const shown = lines.map((line) => lineContent(line, upright, characters, fontName));
  return `q ${uprightMatrix(page)} cm BT ${INVISIBLE}\n${shown.join('')}ET Q\n`;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const isTurned = ({ rotate }: LayerPage): boolean => rotate === 90 || rotate === 270;

const uprightSize = (page: LayerPage): Size =>
  isTurned(page) ? { width: page.height, height: page.width } : page;

/** From points of the page as it is shown, from its lower left corner, to points of the file's page. */
function uprightMatrix(page: LayerPage): string {
  const { left, bottom } = page;
  const right = left + page.width;
  const top = bottom + page.height;
  switch (page.rotate) {
    case 0:
      return matrix(1, 0, 0, 1, left, bottom);
    case 90:
      return matrix(0, 1, -1, 0, right, bottom);
    case 180:
      return matrix(-1, 0, 0, -1, right, top);
    case 270:
      return matrix(0, -1, 1, 0, left, top);
    default:
      return page.rotate satisfies never;
  }
}

const matrix = (...numbers: number[]): string => numbers.map(decimal).join(' ');

/** No exponents: ISO 32000-1 clause 7.3.3. */
const decimal = (value: number): string => value.toFixed(2);

function lineContent(
  { words }: RecognisedLine,
  size: Size,
  characters: LayerCharacters,
  fontName: string,
): string {
  const feet = words.map(({ box }) => (1 - box.y - box.height) * size.height).toSorted(ascending);
  const foot = feet[Math.floor(feet.length / 2)] ?? 0;
  const height = Math.max(LEAST_SIZE, ...words.map(({ box }) => box.height * size.height));
  const shown = words.map((word) => wordContent(word, { size, foot, height }, characters));
  return `/${fontName} ${decimal(height)} Tf\n${shown.join('')}`;
}

const ascending = (one: number, other: number): number => one - other;

interface Line {
  readonly size: Size;
  /** Where its words stand, and how high they are. */
  readonly foot: number;
  readonly height: number;
}

function wordContent(
  { text, box }: RecognisedWord,
  { size, foot, height }: Line,
  characters: LayerCharacters,
): string {
  const { digits, count } = characters.encode(`${text} `);
  const own = (1 - box.y - box.height) * size.height;
  const y = Math.abs(own - foot) <= height * ON_THE_LINE ? foot : own;
  // The space behind the word is no part of its box.
  const natural = ((count - 1) * height * ADVANCE) / UNITS_PER_EM;
  const scale = (100 * box.width * size.width) / Math.max(natural, LEAST_SIZE);
  const bounded = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale));
  return `${decimal(bounded)} Tz 1 0 0 1 ${decimal(box.x * size.width)} ${decimal(y)} Tm <${digits}> Tj\n`;
}
