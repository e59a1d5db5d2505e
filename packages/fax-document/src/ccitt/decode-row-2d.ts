import { wordAt, type BitSource } from './bit-source.ts';
import { changesWith, type Changes } from './changes.ts';
import { MODE_BITS, MODE_HORIZONTAL, MODE_LOOKUP, MODE_PASS } from './lookup.ts';
import { endRow, noCode, readRun, type RowEnd, type RowProgress } from './row-progress.ts';

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
  const { at } = row;
  const progress: RowProgress = { count: 0, column: -1, end: 'good' };
  let b = 0; // index of b1; its parity is the colour's
  while (progress.column < columns) {
    const a0 = progress.column;
    // Before the first change b1 is where the codes before left it, as libtiff has it.
    if (progress.count > 0) while (ref[b]! <= a0) b += 2;
    const word = wordAt(bits.view, bits.position);
    if (word < 0 && !reference.irregular) {
      // Most code words are V0, a single 1: all that stand here are taken at once.
      let most = Math.clz32(~word);
      do {
        progress.column = ref[b++]!;
        at[progress.count++] = progress.column;
        bits.position++;
      } while (--most > 0 && progress.column < columns);
      continue;
    }
    const entry = MODE_LOOKUP[word >>> (32 - MODE_BITS)]!;
    if (entry === 0) {
      progress.end = noCode(bits);
      break;
    }
    bits.position += entry & 15;
    const mode = entry >>> 4;
    if (mode < MODE_PASS) {
      const a1 = ref[b]! + mode - 3;
      if (a1 < a0 || a1 < 0 || a1 > columns) {
        progress.end = 'bad';
        break;
      }
      if (a1 === a0) progress.end = 'irregular';
      progress.count = changesWith(at, progress.count, a1, columns);
      progress.column = a1;
      // A change to the left of b1 may leave the reference's previous change to the right of a0.
      b += mode >= 3 || b === 0 ? 1 : -1;
    } else if (mode === MODE_PASS) {
      progress.column = ref[b + 1]!;
      b += 2;
      if (progress.column >= columns) progress.end = 'irregular';
    } else if (mode === MODE_HORIZONTAL) {
      if (!takeTwoRuns(bits, columns, at, progress)) break;
    } else {
      progress.end = 'extension';
      break;
    }
  }
  return endRow(bits, row, columns, progress);
}

/** Horizontal mode: two runs. False when they are broken. */
function takeTwoRuns(
  bits: BitSource,
  columns: number,
  at: Int32Array,
  progress: RowProgress,
): boolean {
  const beginning = progress.column < 0;
  progress.column = Math.max(progress.column, 0);
  for (let half = 0; half < 2; half++) {
    const run = readRun(bits, progress);
    const column = progress.column + run;
    if (run < 0 || column > columns) {
      progress.end = run < 0 ? noCode(bits) : 'bad';
      return false;
    }
    // Only a row that begins black has an empty first run, only the right edge an empty second one.
    if (run === 0 && (half === 0 ? !beginning : column < columns)) progress.end = 'irregular';
    progress.column = column;
    progress.count = changesWith(at, progress.count, column, columns);
  }
  return true;
}
