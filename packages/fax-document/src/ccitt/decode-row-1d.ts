import type { BitSource } from './bit-source.ts';
import { changesWith, type Changes } from './changes.ts';
import { endRow, noCode, readRun, type RowEnd, type RowProgress } from './row-progress.ts';

/** Decodes a one-dimensionally coded row (T.4 clause 4.1): white and black runs in turn. */
export function decodeRow1D(bits: BitSource, columns: number, row: Changes): RowEnd {
  const { at } = row;
  const progress: RowProgress = { count: 0, column: 0, end: 'good' };
  while (progress.column < columns) {
    const run = readRun(bits, progress);
    const broken = run < 0;
    const column = progress.column + (broken ? -1 - run : run);
    if (broken || column > columns) progress.end = broken ? noCode(bits) : 'bad';
    // T.4 clause 4.1.1: only a row that begins black has an empty run, its first.
    else if (run === 0 && progress.count + column > 0) progress.end = 'irregular';
    if (column <= columns && !(broken && column === progress.column)) {
      progress.count = changesWith(at, progress.count, column, columns);
      progress.column = column;
    }
    if (broken || column > columns) break;
  }
  return endRow(bits, row, columns, progress);
}
