import type { Integrity } from '../../../src/http/api.ts';
import type { Words } from '../words/words.ts';

/** What is known of how whole a fax is, in plain words; `held` are the pages that we have. */
export const integritySentences = (
  integrity: Integrity,
  held: number | null,
  words: Words,
): string[] => {
  const { announcedPages: announced, blankPages } = integrity;
  const say = words.integrity;
  const sentences: string[] = [];
  if (integrity.mark === 'whole') sentences.push(say.whole);
  if (integrity.endedEarly) sentences.push(say.endedEarly);
  if (announced !== null && held !== null && held < announced)
    sentences.push(say.missingPages(held, announced));
  if (integrity.missingLines > 0) sentences.push(say.missingLines(integrity.missingLines));
  if (integrity.damagedLines > 0) sentences.push(say.damaged(integrity.damagedLines));
  if (integrity.mark === 'partial') sentences.push(say.askAgain);
  if (blankPages.length > 0) sentences.push(say.blank(blankPages.join(', '), blankPages.length));
  return sentences;
};
