import { wordAt, type BitSource } from './bit-source.ts';
import { changesWith, finishRow, type Changes } from './changes.ts';
import { BLACK_LOOKUP, RUN_BITS, WHITE_LOOKUP } from './lookup.ts';

/**
 * How a row ended: `good` at its last column; `irregular` there, too, but by codes that no encoder
 * gives (empty runs, a pass to the right edge) and that decoders read in different ways; `bad` at
 * bits that are no code word, or beyond the last column; `cut` where the data ran out; `extension`
 * at an extension code of T.4 4.2.1.3.4.
 */
export type RowEnd = 'good' | 'irregular' | 'bad' | 'cut' | 'extension';

/** How far a row is decoded. */
export interface RowProgress {
  /** Changes so far; white and black runs take turns, so their parity is the present colour. */
  count: number;
  /** a0 of T.4 clause 4.2.1.1; −1 is the imaginary white element before the first. */
  column: number;
  end: RowEnd;
}

/** Longest run that is believed: anything longer leaves every row. Keeps sums small. */
const MAX_RUN = 1 << 20;

/**
 * Reads one run: any number of make-up codes and a terminating code (T.4 clause 4.1.1). A run whose
 * terminating code is broken comes as `-1 - run`, as long as its make-up codes say.
 */
export function readRun(bits: BitSource, progress: RowProgress): number {
  const table = (progress.count & 1) === 0 ? WHITE_LOOKUP : BLACK_LOOKUP;
  let run = 0;
  for (;;) {
    const entry = table[wordAt(bits.view, bits.position) >>> (32 - RUN_BITS)]!;
    if (entry === 0) return -1 - run;
    bits.position += entry & 15;
    const value = entry >>> 4;
    run += value;
    if (value < 64) return run;
    if (run > MAX_RUN) return -1;
  }
}

/** Bits that begin no code word: the zeros behind the data, when fewer are left than a word has. */
export const noCode = (bits: BitSource): RowEnd =>
  bits.end - bits.position < RUN_BITS ? 'cut' : 'bad';

/**
 * Ends a row. Of a damaged one the runs that were read stay, the rest is white. A row whose last code
 * word reaches beyond the data was cut.
 */
export function endRow(
  bits: BitSource,
  row: Changes,
  columns: number,
  { count, column, end }: RowProgress,
): RowEnd {
  const open = column < columns && (count & 1) === 1;
  row.count = open ? changesWith(row.at, count, Math.max(column, 0), columns) : count;
  row.irregular = end !== 'good';
  finishRow(row, columns);
  if (bits.position <= bits.end) return end;
  bits.position = bits.end;
  return 'cut';
}
