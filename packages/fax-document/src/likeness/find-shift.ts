import type { Ink } from './ink.ts';

/** Whole cells by which one page lies off the other, and how well they then cover each other, −1 to 1. */
export interface Shift {
  readonly dx: number;
  readonly dy: number;
  readonly correlation: number;
}

/** Columns are tried two by two first: what repeats on a page repeats down it, as lines of text do. */
const STRIDE = 2;
/** Share of the best correlation from which a shift may be the right one after all. */
const COMPETING = 0.75;

/**
 * The likeliest shifts of page `b` against page `a`, the best first. Lines of text, which repeat, give
 * more than one.
 *
 * @param most cells to either side, and up and down
 */
export function findShifts(
  a: Ink,
  b: Ink,
  most: { readonly x: number; readonly y: number },
  count: number,
): Shift[] {
  const [inkA, inkB] = [centred(a), centred(b)];
  const tried: Shift[] = [];
  for (let dy = -most.y; dy <= most.y; dy++)
    for (let dx = -most.x; dx <= most.x; dx += STRIDE)
      tried.push({ dx, dy, correlation: correlation(inkA, inkB, dx, dy) });
  const found = peaks(tried, count).map((peak) => refined(inkA, inkB, peak));
  found.sort((one, other) => other.correlation - one.correlation);
  const least = (found[0]?.correlation ?? 0) * COMPETING;
  return found.filter((shift) => shift.correlation >= least);
}

/** The best, none beside one before it. */
function peaks(shifts: Shift[], count: number): Shift[] {
  const found: Shift[] = [];
  for (const shift of shifts.sort((one, other) => other.correlation - one.correlation)) {
    const isBeside = ({ dx, dy }: Shift): boolean =>
      Math.abs(dx - shift.dx) <= STRIDE && Math.abs(dy - shift.dy) <= 1;
    if (!found.some(isBeside)) found.push(shift);
    if (found.length === count) break;
  }
  return found;
}

function refined(a: Centred, b: Centred, peak: Shift): Shift {
  let best = peak;
  for (const dx of [peak.dx - 1, peak.dx + 1]) {
    const value = correlation(a, b, dx, peak.dy);
    if (value > best.correlation) best = { dx, dy: peak.dy, correlation: value };
  }
  return best;
}

/** Ink less its mean. */
interface Centred {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
  /** Root of the sum of squares; never 0. */
  readonly norm: number;
}

function centred({ width, height, cells }: Ink): Centred {
  const values = new Float32Array(cells.length);
  let sum = 0;
  for (const cell of cells) sum += cell;
  const mean = sum / Math.max(1, cells.length);
  let squares = 1;
  for (let at = 0; at < cells.length; at++) {
    values[at] = cells[at]! - mean;
    squares += values[at]! ** 2;
  }
  return { width, height, values, norm: Math.sqrt(squares) };
}

function correlation(a: Centred, b: Centred, dx: number, dy: number): number {
  const left = Math.max(0, -dx);
  const right = Math.min(a.width, b.width - dx);
  let both = 0;
  for (let y = Math.max(0, -dy); y < Math.min(a.height, b.height - dy); y++) {
    const rowA = y * a.width;
    const rowB = (y + dy) * b.width + dx;
    for (let x = left; x < right; x++) both += a.values[rowA + x]! * b.values[rowB + x]!;
  }
  return both / (a.norm * b.norm);
}
