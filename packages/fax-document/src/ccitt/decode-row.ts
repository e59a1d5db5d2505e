import { finishRow, pushChange, type Changes } from './changes.ts';
import type { BitSource } from './bit-source.ts';
import {
  BLACK_LOOKUP,
  MODE_BITS,
  MODE_EXTENSION,
  MODE_LOOKUP,
  MODE_PASS,
  RUN_BITS,
  WHITE_LOOKUP,
} from './lookup.ts';

/**
 * How a row ended: `good` at its last column; `irregular` there, too, but by codes that no encoder
 * gives (empty runs, a pass to the right edge) and that decoders read in different ways; `bad` at bits that are no code word, or beyond the
 * last column; `cut` where the data ran out; `extension` at an extension code of T.4 4.2.1.3.4.
 */
export type RowEnd = 'good' | 'irregular' | 'bad' | 'cut' | 'extension';

/** Longest run that is believed: anything longer leaves every row. Keeps sums small. */
const MAX_RUN = 1 << 20;

/** What `readRun` returns instead of a length. */
const NO_CODE = -1;

/**
 * Reads one run: any number of make-up codes and a terminating code (T.4 clause 4.1.1). A run whose
 * terminating code is broken counts as long as its make-up codes say when `salvage` wants it.
 */
function readRun(bits: BitSource, black: boolean, salvage: { run: number }): number {
  const table = black ? BLACK_LOOKUP : WHITE_LOOKUP;
  let run = 0;
  for (;;) {
    const entry = table[bits.peek(RUN_BITS)]!;
    const length = entry & 15;
    if (length === 0 || bits.position + length > bits.end) {
      salvage.run = run;
      return NO_CODE;
    }
    bits.position += length;
    const value = entry >>> 4;
    run += value;
    if (value < 64) return run;
    if (run > MAX_RUN) {
      salvage.run = 0;
      return NO_CODE;
    }
  }
}

const broken = (bits: BitSource): RowEnd =>
  // The zeros behind the end begin no code word: fewer bits left than a word means a cut.
  bits.end - bits.position < RUN_BITS ? 'cut' : 'bad';

/** Ends a damaged row: the runs that were read stay, the rest is white. */
function abandon(row: Changes, position: number, columns: number, end: RowEnd): RowEnd {
  if (row.count % 2 === 1) pushChange(row, Math.min(Math.max(position, 0), columns));
  finishRow(row, columns);
  return end;
}

/** Decodes a one-dimensionally coded row (T.4 clause 4.1): white and black runs in turn. */
export function decodeRow1D(bits: BitSource, columns: number, row: Changes): RowEnd {
  const salvage = { run: 0 };
  let position = 0;
  let black = false;
  let end: RowEnd = 'good';
  row.count = 0;
  while (position < columns) {
    const run = readRun(bits, black, salvage);
    if (run === NO_CODE) {
      if (salvage.run > 0 && position + salvage.run <= columns) {
        position += salvage.run;
        pushChange(row, position);
      }
      return abandon(row, position, columns, broken(bits));
    }
    if (position + run > columns) return abandon(row, position, columns, 'bad');
    // T.4 clause 4.1.1: only a row that begins black has an empty run, its first.
    if (run === 0 && (black || position > 0)) end = 'irregular';
    position += run;
    black = !black;
    pushChange(row, position);
  }
  finishRow(row, columns);
  return end;
}

/**
 * Decodes a two-dimensionally coded row against `reference` (T.4 clause 4.2, T.6 clause 2.2). The
 * names a0, a1, b1, b2 are the recommendations'.
 */
export function decodeRow2D(
  bits: BitSource,
  columns: number,
  reference: Changes,
  row: Changes,
): RowEnd {
  const ref = reference.at;
  const salvage = { run: 0 };
  let a0 = -1; // the imaginary white element before the first
  let black = false;
  let b = 0; // index of b1; its parity is the colour's
  let end: RowEnd = 'good';
  row.count = 0;
  while (a0 < columns) {
    while (ref[b]! <= a0 && ref[b]! < columns) b += 2;
    const entry = MODE_LOOKUP[bits.peek(MODE_BITS)]!;
    const length = entry & 15;
    if (length === 0 || bits.position + length > bits.end) {
      return abandon(row, a0, columns, broken(bits));
    }
    bits.position += length;
    const mode = entry >>> 4;
    if (mode < MODE_PASS) {
      const a1 = ref[b]! + mode - 3;
      if (a1 < a0 || a1 < 0 || a1 > columns) return abandon(row, a0, columns, 'bad');
      if (a1 === a0) end = 'irregular';
      pushChange(row, a1);
      a0 = a1;
      black = !black;
      // A change to the left of b1 may leave the reference's previous change to the right of a0.
      if (mode >= 3 || b === 0) b++;
      else b--;
    } else if (mode === MODE_PASS) {
      a0 = ref[b + 1]!;
      b += 2;
      if (a0 >= columns) end = 'irregular';
    } else if (mode === MODE_EXTENSION) {
      return abandon(row, a0, columns, 'extension');
    } else {
      let position = Math.max(a0, 0);
      for (let half = 0; half < 2; half++) {
        const run = readRun(bits, black !== (half === 1), salvage);
        if (run === NO_CODE || position + run > columns) {
          return abandon(row, position, columns, run === NO_CODE ? broken(bits) : 'bad');
        }
        // Only a row that begins black has an empty first run, only the right edge an empty second one.
        if (run === 0 && (half === 0 ? a0 >= 0 : position < columns)) end = 'irregular';
        position += run;
        pushChange(row, position);
      }
      a0 = position;
    }
  }
  finishRow(row, columns);
  return end;
}
