import { ApiError } from '../api/api-error.ts';
import type { ComposeProblem, ComposeWords } from '../words/compose-en.ts';
import type { Words } from '../words/words.ts';

/** What stands in the way of making the pages or of sending, and which attachment is to blame. */
export interface Trouble {
  readonly code: string;
  readonly attachmentId: string | null;
}

export const troubleOf = (error: unknown): Trouble => {
  if (!(error instanceof ApiError)) return { code: 'unexpected', attachmentId: null };
  const attachment = error.details['attachment'];
  return {
    code: error.code,
    attachmentId: typeof attachment === 'string' ? attachment : null,
  };
};

export const isAboutNumber = (code: string): boolean =>
  code.startsWith('number-') || code === 'draft-incomplete';

const isKnown = (code: string, words: ComposeWords): code is ComposeProblem =>
  Object.hasOwn(words.problems, code);

/** What happened, that the draft is kept, and what to do. */
export const problemWords = (code: string, compose: ComposeWords, words: Words): string =>
  isKnown(code, compose)
    ? compose.problems[code]
    : `${compose.problems.unexpected} ${words.errors.code(code)}`;
