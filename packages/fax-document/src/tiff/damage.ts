import type { LineRange } from '../conversion.ts';

/** Ranges that a page's damage is told in at most: enough for a picture of where it lies. */
export const MAX_DAMAGE_RANGES = 32;
/** Damaged lines with no more good ones between them are one place to whoever reads: 2 mm at most. */
const NEAR_LINES = 8;

/**
 * Where damaged lines lie, as few ranges from the top down. Good lines between near ones are part of
 * their range, so that a page of scattered damage keeps to the bound.
 *
 * @param damagedRows indices of damaged rows, ascending
 */
export function damageRanges(damagedRows: readonly number[]): LineRange[] {
  const gaps = damagedRows.slice(1).map((row, index) => row - damagedRows[index]! - 1);
  const widest = gaps.filter((gap) => gap > NEAR_LINES).sort((a, b) => b - a);
  const least = widest[MAX_DAMAGE_RANGES - 1] ?? NEAR_LINES;
  const ranges: { from: number; to: number }[] = [];
  for (const [index, row] of damagedRows.entries()) {
    const last = ranges.at(-1);
    if (last !== undefined && (gaps[index - 1] ?? 0) <= least) last.to = row + 1;
    else ranges.push({ from: row, to: row + 1 });
  }
  return ranges;
}
