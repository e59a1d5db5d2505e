import type { PageFacts } from '../../../src/http/api.ts';
import type { Mark } from '../list/marks.ts';
import type { Words } from '../words/words.ts';

/** Something that must be known of a page: its mark, and in plain words what it means. */
export interface PageRemark {
  readonly mark: Mark;
  readonly sentence: string;
}

/** What is the matter with a page, the worst first; nothing for a whole one, or one that nothing is known of. */
export const pageRemarks = (facts: PageFacts | undefined, words: Words): PageRemark[] => {
  if (!facts) return [];
  const say = words.pageState;
  const remarks: PageRemark[] = [];
  const partial = (sentence: string) =>
    remarks.push({ mark: { kind: 'partial', word: words.marks.partial }, sentence });
  if (facts.lost) partial(say.lost);
  else if (facts.endedEarly) partial(say.brokeOff);
  else if (facts.missingLines > 0) partial(say.missing(facts.missingLines));
  if (facts.damagedLines > 0)
    remarks.push({
      mark: { kind: 'damaged', word: words.marks.damaged(facts.damagedLines) },
      sentence:
        facts.damage.length > 0
          ? say.damagedHere(facts.damagedLines)
          : say.damaged(facts.damagedLines),
    });
  if (facts.blank && !facts.lost)
    remarks.push({ mark: { kind: 'blank', word: words.marks.blank }, sentence: say.blank });
  if (facts.turned !== 0)
    remarks.push({
      mark: { kind: 'turned', word: words.marks.turned },
      sentence: facts.turned === 180 ? say.turnedOver : say.turnedSideways,
    });
  return remarks;
};
