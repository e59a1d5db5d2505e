import type { BitSink } from './bit-sink.ts';
import type { Changes } from './changes.ts';
import {
  BLACK_CODES,
  LONGEST_MAKE_UP,
  MODE_CODES,
  WHITE_CODES,
  type CodeWord,
} from './code-words.ts';

/** A code word as a number: its bits, and in the lowest four how many they are. */
const word = (bits: string): number => (Number.parseInt(bits, 2) << 4) | bits.length;

/** Terminating codes at 0–63, the make-up code for 64 × n at 63 + n. */
const runWords = (codes: readonly CodeWord[]): Int32Array =>
  Int32Array.from(codes, ([, bits]) => word(bits));

const WHITE = runWords(WHITE_CODES);
const BLACK = runWords(BLACK_CODES);
const PASS = word(MODE_CODES.pass);
const HORIZONTAL = word(MODE_CODES.horizontal);
const VERTICAL = Int32Array.from(MODE_CODES.vertical, word);
/** V0, the one code word of a single bit, may be written several at a time. */
const MOST_AT_ONCE = 16;

/** T.4 clause 4.1.2: eleven zeros and a one. */
const EOL = word('000000000001');

/** Writes an EOL, the bits of which are also half an EOFB (T.6 clause 2.4.1.1). */
export function putEndOfLine(bits: BitSink): void {
  put(bits, EOL);
}

/** Codes a row by itself (T.4 clause 4.1): white and black runs in turn, white first. */
export function encodeRow1D(bits: BitSink, columns: number, row: Changes): void {
  let position = 0;
  for (let i = 0; i < row.count; i++) {
    putRun(bits, row.at[i]! - position, (i & 1) === 1);
    position = row.at[i]!;
  }
  putRun(bits, columns - position, (row.count & 1) === 1);
}

/**
 * Codes a row against `reference` (T.4 clause 4.2, T.6 clause 2.2.4): the names are theirs. The
 * reference's index moves as in decoding (`decodeRow2D`).
 */
export function encodeRow2D(
  bits: BitSink,
  columns: number,
  reference: Changes,
  row: Changes,
): void {
  const ref = reference.at;
  const cur = row.at;
  let a0 = -1;
  let a = 0; // index of a1; its parity is the colour's
  let b = 0; // index of b1
  while (a0 < columns) {
    while (ref[b]! <= a0) b += 2;
    const a1 = cur[a]!;
    const offset = a1 - ref[b]!;
    if (offset === 0) {
      const same = sameChanges(cur, a, ref, b, columns);
      bits.write((1 << same) - 1, same);
      a += same;
      b += same;
      a0 = cur[a - 1]!;
    } else if (ref[b + 1]! < a1) {
      put(bits, PASS);
      a0 = ref[b + 1]!;
      b += 2;
    } else if (offset >= -3 && offset <= 3) {
      put(bits, VERTICAL[offset + 3]!);
      a0 = a1;
      a++;
      b += offset > 0 || b === 0 ? 1 : -1;
    } else {
      const a2 = cur[a + 1]!;
      put(bits, HORIZONTAL);
      putRun(bits, a1 - Math.max(a0, 0), (a & 1) === 1);
      putRun(bits, a2 - a1, (a & 1) === 0);
      a0 = a2;
      a += 2;
    }
  }
}

/** How many changes from `a` and `b` on, of which the first do, lie at the same columns of both rows. */
function sameChanges(
  cur: Int32Array,
  a: number,
  ref: Int32Array,
  b: number,
  columns: number,
): number {
  let same = 1;
  while (same < MOST_AT_ONCE && cur[a + same - 1]! < columns && cur[a + same] === ref[b + same]) {
    same++;
  }
  return same;
}

/** T.4 clause 4.1.1, with table 3b for runs of 1792 pixels and more. */
function putRun(bits: BitSink, length: number, black: boolean): void {
  const words = black ? BLACK : WHITE;
  let rest = length;
  while (rest >= LONGEST_MAKE_UP + 64) {
    put(bits, words[63 + LONGEST_MAKE_UP / 64]!);
    rest -= LONGEST_MAKE_UP;
  }
  if (rest >= 64) put(bits, words[63 + (rest >>> 6)]!);
  put(bits, words[rest & 63]!);
}

function put(bits: BitSink, code: number): void {
  bits.write(code >>> 4, code & 15);
}
