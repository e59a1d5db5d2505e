import { BLACK_CODES, MODE_CODES, WHITE_CODES, type CodeWord } from './code-words.ts';

/** Bits looked at for a run: the longest code word has 13. */
export const RUN_BITS = 13;
/** Bits looked at for a mode: the longest code word has 7. */
export const MODE_BITS = 7;

/** Values in `MODE_LOOKUP`: vertical modes are 0–6 (a1 − b1 + 3). */
export const MODE_PASS = 7;
export const MODE_HORIZONTAL = 8;
export const MODE_EXTENSION = 9;

/**
 * Tables indexed by the next bits. An entry is `value << 4 | length of the code word`; 0 means that
 * no code word begins with these bits.
 */
export const WHITE_LOOKUP = lookup(RUN_BITS, WHITE_CODES);
export const BLACK_LOOKUP = lookup(RUN_BITS, BLACK_CODES);
export const MODE_LOOKUP = lookup(MODE_BITS, [
  ...MODE_CODES.vertical.map((bits, index): CodeWord => [index, bits]),
  [MODE_PASS, MODE_CODES.pass],
  [MODE_HORIZONTAL, MODE_CODES.horizontal],
  [MODE_EXTENSION, MODE_CODES.extension],
]);

function lookup(bits: number, words: readonly CodeWord[]): Uint16Array {
  const table = new Uint16Array(1 << bits);
  for (const [value, word] of words) {
    const spare = bits - word.length;
    const first = Number.parseInt(word, 2) << spare;
    table.fill((value << 4) | word.length, first, first + (1 << spare));
  }
  return table;
}
