import type { PageFacts } from './conversion.ts';

/** Asks a parser which pages from `first` (from 0) on are blank: as many as it looked at in a moment. */
export type LookForBlank = (first: number, signal: AbortSignal) => Promise<readonly boolean[]>;

/** For all pages of a document, so that what is known of it isn't held up. Milliseconds. */
const PATIENCE_MS = 5000;

/**
 * The pages of a PDF, those marked on which nothing is. It is looked for in jobs of their own, when
 * the document has been taken: a page that can't be drawn, or takes minutes, costs no more than this
 * mark on it and on those behind it.
 */
export async function markBlankPages<Page extends PageFacts>(
  pages: readonly Page[],
  lookForBlank: LookForBlank,
  signal?: AbortSignal,
): Promise<readonly Page[]> {
  const blank: boolean[] = [];
  const patience = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])]);
  try {
    while (blank.length < pages.length) {
      const found = await lookForBlank(blank.length, patience);
      if (found.length === 0) break;
      blank.push(...found);
    }
  } catch {
    // The document is as it was before it was looked at.
  }
  return withBlank(pages, blank);
}

/** Pages of which it is known whether anything is on them. */
export const withBlank = <Page extends PageFacts>(
  pages: readonly Page[],
  blank: readonly boolean[],
): readonly Page[] => pages.map((page, index) => ({ ...page, blank: blank[index] ?? page.blank }));
