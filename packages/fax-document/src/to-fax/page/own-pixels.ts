import { rowBytes, type PackedRows } from '../../ccitt/row-sink.ts';
import type { PaperPage } from '../sources/open-source.ts';
import type { Paper } from './paper.ts';

/** A bilevel picture's geometry. */
export interface PixelGeometry {
  readonly columns: number;
  readonly xDpi: number;
  readonly yDpi: number;
}

/** RFC 2301 counts 200 and 204 dots an inch as one, and 98 and 100, 196 and 200, 391 and 400 lines. */
const SAME = 0.03;
/** Lines of a coarser fax become so many. */
const REPEATS = [1, 2, 4] as const;

/**
 * How often each line of a fax's or scanner's page is to be repeated, so that it can go out pixel for
 * pixel; undefined when its pixels are none of the paper's.
 */
export function repeatsFor(page: PixelGeometry, paper: Paper): number | undefined {
  const same = (dpi: number, wanted: number): boolean => Math.abs(dpi / wanted - 1) <= SAME;
  if (page.columns > paper.columns || !same(page.xDpi, paper.xDpi)) return undefined;
  return REPEATS.find((repeats) => same(page.yDpi * repeats, paper.yDpi));
}

/** The rows as they are, in the middle of the paper's lines, as long as they are. */
export function ownPixels(page: PackedRows, repeats: number, paper: Paper): PaperPage {
  const width = paper.columns;
  const [from, to] = [rowBytes(page.width), rowBytes(width)];
  const left = (width - page.width) >>> 4; // half of what is left over, in bytes
  const rows = new Uint8Array(to * page.height * repeats);
  for (let y = 0; y < page.height * repeats; y++) {
    const start = Math.floor(y / repeats) * from;
    rows.set(page.rows.subarray(start, start + from), y * to + left);
  }
  const height = page.height * repeats;
  return { width, height, rows, scale: 1, turned: false, ownPixels: true, halftoned: 0 };
}
