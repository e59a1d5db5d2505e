import { CELLS_PER_INCH } from './ink.ts';
import type { CellSize } from './ink-of-raster.ts';

/** Cells of one page: A3 has half as many. Longer pages are looked at in larger cells. */
const MOST_CELLS = 4_000_000;

/** Pixels that make a cell of a page: about a hundredth of an inch, or more where the page is large. */
export function cellSizeOf(page: {
  readonly width: number;
  readonly height: number;
  readonly xDpi: number;
  readonly yDpi: number;
}): CellSize {
  const across = Math.max(1, Math.round(page.xDpi / CELLS_PER_INCH));
  const down = Math.max(1, Math.round(page.yDpi / CELLS_PER_INCH));
  const cells = (page.width / across) * (page.height / down);
  const larger = Math.ceil(Math.sqrt(Math.max(1, cells / MOST_CELLS)));
  return { across: across * larger, down: down * larger };
}
