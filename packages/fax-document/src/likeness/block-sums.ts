import { shiftX, shiftY } from './affine.ts';
import type { Alignment } from './align-pages.ts';
import { BLOCK, type PreparedPage } from './prepared-page.ts';

/** Over each block of page `a`, and what of page `b` lies there: how many cells tell something, and their sums. */
export interface BlockSums {
  readonly columns: number;
  readonly rows: number;
  readonly count: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly aa: Float64Array;
  readonly bb: Float64Array;
  readonly ab: Float64Array;
}

/** Lays page `b` on page `a` and sums up block by block. */
export function sumBlocks(a: PreparedPage, b: PreparedPage, alignment: Alignment): BlockSums {
  const rows = Math.ceil(comparedHeight(a, b, alignment) / BLOCK);
  const sums = emptySums(a.blockColumns, rows);
  const pair = { a, b, alignment };
  for (let row = Math.ceil(a.header / BLOCK); row < rows; row++)
    for (let column = 0; column < sums.columns; column++) sumBlock(pair, sums, column, row);
  return sums;
}

/** What the other page has below this one's last row is looked at, too, unless this one broke off there. */
function comparedHeight(a: PreparedPage, b: PreparedPage, { map }: Alignment): number {
  if (a.brokeOff) return a.height;
  const bottom = b.height - shiftY(map, a.width / 2, a.height);
  return Math.max(a.height, Math.min(Math.ceil(bottom), 2 * a.height));
}

interface Pair {
  readonly a: PreparedPage;
  readonly b: PreparedPage;
  readonly alignment: Alignment;
}

function sumBlock(pair: Pair, sums: BlockSums, column: number, row: number): void {
  const { a, b, alignment } = pair;
  const { map, grid, columns, offX, offY } = alignment;
  const left = column * BLOCK;
  const top = row * BLOCK;
  const tileRow = Math.min(offX.length / columns - 1, Math.floor(top / grid.height));
  const tile = tileRow * columns + Math.floor(left / grid.width);
  const x = left + shiftX(map, left, top) + offX[tile]!;
  const y = top + shiftY(map, left, top) + offY[tile]!;
  const block = row * sums.columns + column;
  if (isWhite(a, left, top) && isWhite(b, x, y)) {
    const isBelow = y + BLOCK >= b.height && b.brokeOff;
    const isThere = x >= 0 && x + BLOCK < b.width && y >= b.header && !isBelow;
    if (isThere) sums.count[block] = BLOCK * BLOCK;
    return;
  }
  for (let down = 0; down < BLOCK; down++)
    sumRow(pair, sums, block, {
      left,
      y: top + down,
      xOnB: x + map.xy * down,
      yOnB: y + (1 + map.yy) * down,
    });
}

/** Whether there is no ink within a block's size from (x, y), nor a cell around it. */
function isWhite(page: PreparedPage, x: number, y: number): boolean {
  const { blockColumns, inked } = page;
  const left = Math.max(0, Math.floor((x - 1) / BLOCK));
  const right = Math.min(blockColumns - 1, Math.floor((x + BLOCK + 1) / BLOCK));
  const bottom = Math.floor((y + BLOCK + 1) / BLOCK);
  for (let row = Math.max(0, Math.floor((y - 1) / BLOCK)); row <= bottom; row++)
    for (let column = left; column <= right; column++)
      if (inked[row * blockColumns + column] === 1) return false;
  return true;
}

/** One row of a block: where it begins on either page. */
interface Stretch {
  readonly left: number;
  readonly y: number;
  readonly xOnB: number;
  readonly yOnB: number;
}

function sumRow(
  { a, b, alignment }: Pair,
  sums: BlockSums,
  block: number,
  { left, y, xOnB, yOnB }: Stretch,
): void {
  const { xx, yx } = alignment.map;
  const inkA = a.levels[0].cells;
  const inkB = b.levels[0].cells;
  const onA = y < a.height;
  const rowA = y * a.width + left;
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let across = 0; across < BLOCK; across++) {
    const bx = xOnB + (1 + xx) * across;
    const by = yOnB + yx * across;
    const column = Math.floor(bx);
    const row = Math.floor(by);
    if (column < 0 || column >= b.width - 1 || row < b.header) continue;
    const onB = row < b.height - 1;
    if (!onB && b.brokeOff) continue;
    const at = rowA + across;
    const atB = row * b.width + column;
    if ((onA && a.mute[at] === 1) || (onB && b.mute[atB] === 1)) continue;
    const own = onA ? inkA[at]! : 0;
    const other = onB ? between(inkB, atB, b.width, bx - column, by - row) : 0;
    count++;
    sumA += own;
    sumB += other;
    aa += own * own;
    bb += other * other;
    ab += own * other;
  }
  sums.count[block]! += count;
  sums.a[block]! += sumA;
  sums.b[block]! += sumB;
  sums.aa[block]! += aa;
  sums.bb[block]! += bb;
  sums.ab[block]! += ab;
}

/** Ink between four cells. */
function between(
  cells: Uint8Array,
  at: number,
  width: number,
  east: number,
  south: number,
): number {
  const nw = cells[at]!;
  const sw = cells[at + width]!;
  const north = nw + (cells[at + 1]! - nw) * east;
  return north + (sw + (cells[at + width + 1]! - sw) * east - north) * south;
}

function emptySums(columns: number, rows: number): BlockSums {
  const of = (): Float64Array => new Float64Array(columns * rows);
  return { columns, rows, count: of(), a: of(), b: of(), aa: of(), bb: of(), ab: of() };
}
