import type { MessageSummary } from '../../../src/http/api.ts';
import type { Words } from '../words/words.ts';

/** Whom a message is from, as one says it: a department of this house, a partner, or the caller's number. */
export const senderOf = (
  { from, fromDepartment, partner }: Pick<MessageSummary, 'from' | 'fromDepartment' | 'partner'>,
  words: Words,
): string => fromDepartment ?? partner?.organisation ?? (from.national || words.list.unknownSender);
