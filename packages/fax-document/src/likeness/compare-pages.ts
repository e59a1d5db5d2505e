import { alignments } from './align-pages.ts';
import { sumBlocks } from './block-sums.ts';
import { SAME } from './likeness.ts';
import { judge, NOTHING, type Verdict } from './judge.ts';
import type { PreparedPage } from './prepared-page.ts';
import { windowsOf, type WindowSize } from './windows.ts';

/** A quarter of an inch by a sixth: two or three letters, or a field's figures. */
const WINDOW: WindowSize = { columns: 3, rows: 2, leastInk: 5 };

/** How alike two pages are where they lie on each other best. */
export function comparePages(a: PreparedPage, b: PreparedPage): Verdict {
  let best = NOTHING;
  for (const alignment of alignments(a, b)) {
    const windows = windowsOf(sumBlocks(a, b, alignment), WINDOW);
    const verdict = judge(windows, a.hiddenDamage || b.hiddenDamage);
    if (verdict.likeness > best.likeness || verdict.windows > best.windows) best = verdict;
    if (best.likeness >= SAME) break;
  }
  return best;
}
