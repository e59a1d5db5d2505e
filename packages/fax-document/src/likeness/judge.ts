import { withoutDamage } from './hidden-damage.ts';
import { usualOf } from './usual.ts';
import type { Window } from './windows.ts';

/** What the windows of two pages say. */
export interface Verdict {
  /** As `Likeness.likeness`; 0 when nothing could be compared. */
  readonly likeness: number;
  /** Windows that had something on them. */
  readonly windows: number;
}

/** Nothing could be compared. */
export const NOTHING: Verdict = { likeness: 0, windows: 0 };

/** Windows lie on each other: where something was changed, more than so many differ. */
const OVERLAPPING = 2;
/** A window is another one below this, whatever the line was like. */
const LEAST = 0.5;
/** And the usual window of two scans of one page is at least this like, and the poorest twentieth this. */
const LEAST_USUAL = 0.8;
const LEAST_POOR = 0.7;
/**
 * Noise spreads windows: the poorest twentieth lies so far below the usual one, and the poorest of all
 * not more than these many times as far. Something else in its place lies further.
 */
const MOST_SPREADS = 5;

/**
 * Judges by the worst place, not by the mean: a form filled in for somebody else differs in few. How bad
 * a place must be is measured by the noise of these very pages.
 *
 * @param windows the least alike first
 * @param hiddenDamage a receiver counted damaged lines of a page, and nobody knows where
 */
export function judge(windows: readonly Window[], hiddenDamage: boolean): Verdict {
  const judged = hiddenDamage ? withoutDamage(windows) : windows;
  const worst = judged[Math.min(OVERLAPPING, judged.length - 1)];
  if (worst === undefined) return NOTHING;
  const { usual, poor, spread } = usualOf(judged);
  const doubt = Math.max(
    (1 - worst.likeness) / (1 - LEAST),
    (1 - usual) / (1 - LEAST_USUAL),
    (1 - poor) / (1 - LEAST_POOR),
    (usual - worst.likeness) / (MOST_SPREADS * spread),
  );
  const likeness = Math.min(1, Math.max(0, 1 - doubt / 2));
  return { likeness, windows: judged.length };
}
