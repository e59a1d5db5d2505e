import type { TextState } from '../../../src/http/api.ts';
import type { Words } from '../words/words.ts';

/** For those who can't see the picture: where its words are, or why they aren't. */
export const whereTextIs = (text: TextState | null, words: Words): string => {
  switch (text?.state) {
    case 'ready':
      return words.text.under;
    case 'pending':
      return words.text.pending;
    case 'failed':
      return words.text.failed;
    case 'none':
      return words.text.none;
    case undefined:
      return '';
  }
};
