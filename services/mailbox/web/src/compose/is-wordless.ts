import { needsWords } from '@kuvert/shared/referrals/states';
import type { Writing } from './writing.ts';

/** It rejects a referral, or asks for its completion, and doesn't say why yet: it has no pages before that. */
export const isWordless = ({ draft, written }: Pick<Writing, 'draft' | 'written'>): boolean => {
  const { referralStep, cover, message } = written;
  if (draft.replyTo?.referral == null || referralStep === null) return false;
  const hasWords = (cover && message.trim() !== '') || draft.attachments.length > 0;
  return needsWords(referralStep) && !hasWords;
};
