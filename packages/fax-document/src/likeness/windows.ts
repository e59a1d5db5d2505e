import type { BlockSums } from './block-sums.ts';
import { BLOCK } from './prepared-page.ts';

/** A window's size in blocks, and from how much ink on it says something (cells of full contrast). */
export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
  readonly leastInk: number;
}

/** A place on two pages that has something on it. */
export interface Window {
  /** Its first row of blocks. */
  readonly row: number;
  /** 1: the same ink. About 0: other ink in its place, or none. */
  readonly likeness: number;
}

const FULL = 255 * 255;
/** A window says something when so many of its cells do. */
const LEAST_COUNT = 0.5;

/** How alike the pages are in each window, the least alike first. */
export function windowsOf(sums: BlockSums, size: WindowSize): Window[] {
  const found: Window[] = [];
  for (let row = 0; row + size.rows <= sums.rows; row++) {
    for (let column = 0; column + size.columns <= sums.columns; column++) {
      const likeness = likenessOf(sums, row, column, size);
      if (likeness !== undefined) found.push({ row, likeness });
    }
  }
  return found.sort((one, other) => one.likeness - other.likeness);
}

/** Twice the covariance by the sum of the variances; undefined where there is too little to say. */
function likenessOf(
  sums: BlockSums,
  row: number,
  column: number,
  { columns, rows, leastInk }: WindowSize,
): number | undefined {
  let count = 0;
  let a = 0;
  let b = 0;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let y = row; y < row + rows; y++) {
    const from = y * sums.columns + column;
    for (let at = from; at < from + columns; at++) {
      count += sums.count[at]!;
      a += sums.a[at]!;
      b += sums.b[at]!;
      aa += sums.aa[at]!;
      bb += sums.bb[at]!;
      ab += sums.ab[at]!;
    }
  }
  if (count < columns * rows * BLOCK * BLOCK * LEAST_COUNT) return undefined;
  const variances = aa + bb - (a * a + b * b) / count;
  if (variances < 2 * leastInk * FULL) return undefined;
  return (2 * (ab - (a * b) / count)) / variances;
}
