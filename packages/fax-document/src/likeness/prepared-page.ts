import { halved, smoothed, WORD, wordsOf, type Ink } from './ink.ts';
import { findRulings } from './rulings.ts';

/** Rows of cells: the first, and the one behind the last. */
export interface CellRows {
  readonly from: number;
  readonly to: number;
}

/** A page as it was read, before it is compared. */
export interface InkPage extends Ink {
  /** Cells an inch. */
  readonly xDpi: number;
  readonly yDpi: number;
  /** Rows that the line damaged: they tell nothing. */
  readonly damage: readonly CellRows[];
  /** The receiver counted more damaged lines than can be found. */
  readonly hiddenDamage: boolean;
  /** Below the last row may have been more. */
  readonly brokeOff: boolean;
}

/** Cells of a block's side. */
export const BLOCK = 8;

/** Cells above and below damage that tell nothing either, a line of text: where lines were lost, others moved up. */
const BESIDE_DAMAGE = 8;

/** A page with what is computed once of it, however often it is compared. */
export interface PreparedPage extends InkPage {
  /** Rows of cells at the top that have the header line; what is on them is left out. */
  readonly header: number;
  /** The page in cells 1, 2, 4 and 8 times as large; the first one smoothed. */
  readonly levels: readonly [Ink, Ink, Ink, Ink];
  /** A cell: 1 where it tells nothing, since it lies on a ruling or on a damaged row. */
  readonly mute: Uint8Array;
  /** A block: 1 where there is any ink. */
  readonly inked: Uint8Array;
  readonly blockColumns: number;
}

/** Inches at the top in which machines write their header lines, each time another one. */
const HEADER = 0.42;

export function preparePage(page: InkPage): PreparedPage {
  const header = Math.min(page.height, Math.round(HEADER * page.yDpi));
  const ink = { ...page, cells: page.cells.slice().fill(0, 0, header * page.width) };
  const smooth = smoothed(ink);
  const half = halved(ink);
  const quarter = halved(half);
  const mute = findRulings(ink);
  const end: CellRows[] = page.brokeOff ? [{ from: page.height, to: page.height }] : [];
  for (const { from, to } of [...page.damage, ...end])
    mute.fill(1, Math.max(0, from - BESIDE_DAMAGE) * page.width, (to + BESIDE_DAMAGE) * page.width);
  const blockColumns = Math.ceil(page.width / BLOCK);
  return {
    ...ink,
    header,
    mute,
    levels: [smooth, half, quarter, halved(quarter)],
    blockColumns,
    inked: inkedBlocks(smooth, blockColumns),
  };
}

function inkedBlocks(ink: Ink, columns: number): Uint8Array {
  const { width, height } = ink;
  const words = wordsOf(ink);
  const inked = new Uint8Array(columns * Math.ceil(height / BLOCK));
  for (let y = 0, word = 0; y < height; y++) {
    const row = Math.floor(y / BLOCK) * columns;
    for (let x = 0; x < width; x += WORD, word++)
      if (words[word] !== 0) inked[row + Math.floor(x / BLOCK)] = 1;
  }
  return inked;
}

/** Blocks of a page that have something on them. */
export const inkOn = ({ inked }: PreparedPage): number =>
  inked.reduce((sum, block) => sum + block, 0);
