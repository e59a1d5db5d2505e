import { BitSink } from './bit-sink.ts';
import { readRow, whiteRow, type Changes } from './changes.ts';
import {
  BLACK_CODES,
  LONGEST_MAKE_UP,
  MODE_CODES,
  WHITE_CODES,
  type CodeWord,
} from './code-words.ts';
import { rowBytes, type PackedRows } from './row-sink.ts';

interface Word {
  readonly value: number;
  readonly length: number;
}

const word = (bits: string): Word => ({ value: Number.parseInt(bits, 2), length: bits.length });

/** Terminating codes at 0–63, the make-up code for 64 × n at 63 + n. */
const runWords = (codes: readonly CodeWord[]): readonly Word[] =>
  codes.map(([, bits]) => word(bits));

const WHITE = runWords(WHITE_CODES);
const BLACK = runWords(BLACK_CODES);
const PASS = word(MODE_CODES.pass);
const HORIZONTAL = word(MODE_CODES.horizontal);
const VERTICAL = MODE_CODES.vertical.map(word);
/** T.6 clause 2.4.1.1: half an EOFB. */
const EOL = word('000000000001');

/**
 * Codes packed rows by T.6, ended by EOFB, most significant bit first. The coding has no freedom:
 * every encoder that follows clause 2.2 gives these bytes.
 */
export function encodeG4(page: PackedRows): Uint8Array {
  const { width, height, rows } = page;
  const stride = rowBytes(width);
  const bits = new BitSink((stride * height) >>> 4);
  let reference = whiteRow(width);
  let row = whiteRow(width);
  for (let y = 0; y < height; y++) {
    readRow(row, width, rows, y * stride);
    encodeRow(bits, width, reference, row);
    [reference, row] = [row, reference];
  }
  put(bits, EOL);
  put(bits, EOL);
  return bits.finish();
}

/** T.6 clause 2.2.4, figure 7: the coding procedure, with its names. */
function encodeRow(bits: BitSink, columns: number, reference: Changes, row: Changes): void {
  const ref = reference.at;
  const cur = row.at;
  let a0 = -1;
  let a = 0; // index of a1; its parity is the colour's
  let b = 0; // index of b1
  while (a0 < columns) {
    while (b > 0 && ref[b - 1]! > a0) b--;
    if ((b & 1) !== (a & 1)) b++;
    while (ref[b]! <= a0 && ref[b]! < columns) b += 2;
    const a1 = cur[a]!;
    const b1 = ref[b]!;
    const b2 = ref[b + 1]!;
    if (b2 < a1) {
      put(bits, PASS);
      a0 = b2;
      continue;
    }
    const vertical = VERTICAL[a1 - b1 + 3];
    if (vertical) {
      put(bits, vertical);
      a0 = a1;
      a++;
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

/** T.4 clause 4.1.1, with table 3b for runs of 1792 pixels and more. */
function putRun(bits: BitSink, length: number, black: boolean): void {
  const words = black ? BLACK : WHITE;
  let rest = length;
  while (rest >= LONGEST_MAKE_UP + 64) {
    put(bits, words[63 + LONGEST_MAKE_UP / 64]);
    rest -= LONGEST_MAKE_UP;
  }
  if (rest >= 64) put(bits, words[63 + (rest >>> 6)]);
  put(bits, words[rest & 63]);
}

function put(bits: BitSink, code: Word | undefined): void {
  if (code === undefined) throw new RangeError('no code word for this run');
  bits.write(code.value, code.length);
}
