import type { Words } from '../words/words.ts';
import { ApiError } from './api.ts';

/** What happened, in words; that nothing was lost is part of each sentence. */
export const problemSentence = (error: unknown, words: Words): string => {
  if (!(error instanceof ApiError)) return words.errors.unexpected;
  switch (error.code) {
    case 'already-taken':
      return words.errors.alreadyTaken(String(error.details['by'] ?? ''));
    case 'already-done':
      return words.errors.alreadyDone;
    case 'not-taken-by-you':
      return words.errors.notTakenByYou;
    case 'quarantined':
      return words.errors.quarantined;
    case 'not-done':
      return words.errors.notDone;
    case 'already-forwarded':
      return words.errors.alreadyForwarded;
    case 'not-forwardable':
      return words.errors.notForwardable;
    case 'not-found':
      return words.errors.notFound;
    case 'only-reader':
      return words.reader.onlyReader;
    case 'login-too-weak':
      return words.errors.loginTooWeak;
    case 'offline':
      return words.errors.offline;
    default:
      return `${words.errors.unexpected} ${words.errors.code(error.code)}`;
  }
};
