import { comparePages } from './compare-pages.ts';
import { SAME, type PagePair } from './likeness.ts';
import { inkOn } from './prepared-page.ts';
import type { PreparedPages } from './prepared-pages.ts';

/** Pages of either document that are looked at: what is the same so far counts as the same. */
const MOST_PAGES = 40;
/** One page of either may have no partner. */
export const MOST_PAIRS = MOST_PAGES + 1;

/** Which pages belong together, and how much ink there was and was compared, in blocks. */
export interface Pairing {
  readonly pairs: readonly PagePair[];
  readonly compared: number;
  readonly ink: number;
}

/**
 * Pairs pages in their order, up to the first that differ. When one document has a page more, that one
 * may be anywhere: it was lost on the way to the other.
 */
export async function pairPages(a: PreparedPages, b: PreparedPages): Promise<Pairing> {
  const more = a.count - b.count;
  if (Math.abs(more) > 1) return { pairs: [], compared: 0, ink: 0 };
  const state = { a, b, atA: 0, atB: 0, pairs: [] as PagePair[], compared: 0, ink: 0 };
  let missing = Math.abs(more);
  while (Math.max(state.atA, state.atB) < MOST_PAGES) {
    const ended = state.atA >= a.count || state.atB >= b.count;
    if (!ended && (await pairNext(state, missing > 0))) continue;
    if (missing === 0) break;
    missing--;
    await leaveOut(state, more > 0 ? 'a' : 'b');
  }
  return state;
}

interface State {
  readonly a: PreparedPages;
  readonly b: PreparedPages;
  atA: number;
  atB: number;
  readonly pairs: PagePair[];
  compared: number;
  ink: number;
}

/** Pairs the next two pages when they show the same; pages that differ are noted unless one may be missing. */
async function pairNext(state: State, mayMiss: boolean): Promise<boolean> {
  const [a, b] = [await state.a.page(state.atA), await state.b.page(state.atB)];
  const [inkA, inkB] = [inkOn(a), inkOn(b)];
  const isBlank = inkA + inkB === 0;
  const { likeness } = comparePages(a, b);
  const isSame = isBlank || likeness >= SAME;
  if (!isSame && mayMiss) return false;
  const numbers = { a: state.atA + 1, b: state.atB + 1 };
  state.pairs.push({ ...numbers, likeness: isBlank ? undefined : likeness });
  if (!isSame) return false;
  state.compared += Math.min(inkA, inkB);
  state.ink += Math.max(inkA, inkB);
  state.atA++;
  state.atB++;
  return true;
}

/** The next page of one document has no partner. */
async function leaveOut(state: State, of: 'a' | 'b'): Promise<void> {
  const alone = { a: undefined, b: undefined, likeness: undefined };
  if (of === 'a') {
    state.ink += inkOn(await state.a.page(state.atA));
    state.pairs.push({ ...alone, a: ++state.atA });
  } else {
    state.ink += inkOn(await state.b.page(state.atB));
    state.pairs.push({ ...alone, b: ++state.atB });
  }
}
