import type { Box, RecognisedLine, RecognisedWord } from '../recognition.ts';
import { cleanWord } from './clean-word.ts';

/** Bounds of what one page may bring. */
const MAX_WORDS = 20_000;
/** UTF-16 code units; every picture of a page is far smaller as text. */
const MAX_LENGTH = 8_000_000;

/** Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
const COLUMNS = 12;
const WORD_LEVEL = '5';

interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The lines of Tesseract's TSV of one page. The text is a machine's reading of foreign pixels: words
 * are cleaned, boxes clamped to the page, and what is no row of the format is passed over.
 */
export function readTsv(tsv: string, page: PixelSize): readonly RecognisedLine[] {
  const lines: { paragraph: string; line: string; words: RecognisedWord[] }[] = [];
  let words = 0;
  for (const row of tsv.slice(0, MAX_LENGTH).split('\n')) {
    const fields = row.split('\t');
    if (fields.length !== COLUMNS || fields[0] !== WORD_LEVEL) continue;
    const word = readWord(fields, page);
    if (word === undefined) continue;
    if (++words > MAX_WORDS) break;
    const paragraph = fields.slice(1, 4).join(' ');
    const line = `${paragraph} ${fields[4]}`;
    const last = lines.at(-1);
    if (last?.line === line) last.words.push(word);
    else lines.push({ paragraph, line, words: [word] });
  }
  return lines.map((line, index) => ({
    words: line.words,
    paragraph: line.paragraph !== lines[index - 1]?.paragraph,
  }));
}

function readWord(fields: readonly string[], page: PixelSize): RecognisedWord | undefined {
  const [left, top, width, height] = fields.slice(6, 10).map(Number);
  const confidence = Number(fields[10]);
  const text = cleanWord(fields[11] ?? '');
  const box = clampedBox(left, top, width, height, page);
  if (text === '' || box === undefined || !Number.isFinite(confidence)) return undefined;
  return { text, confidence: Math.min(100, Math.max(0, confidence)), box };
}

function clampedBox(
  left = Number.NaN,
  top = Number.NaN,
  width = Number.NaN,
  height = Number.NaN,
  page: PixelSize,
): Box | undefined {
  if (![left, top, width, height].every(Number.isFinite)) return undefined;
  const x = clamp(left, page.width);
  const y = clamp(top, page.height);
  const across = clamp(left + width, page.width) - x;
  const down = clamp(top + height, page.height) - y;
  if (across <= 0 || down <= 0) return undefined;
  return {
    x: x / page.width,
    y: y / page.height,
    width: across / page.width,
    height: down / page.height,
  };
}

const clamp = (pixels: number, side: number): number => Math.min(side, Math.max(0, pixels));
