import { dayIn } from '@kuvert/shared/day';
import { isOpenReferral } from '@kuvert/shared/referrals/states';
import type { Me, Referral } from '../../../src/http/api.ts';
import { dayName } from '../time/format-time.ts';
import { wordsFor } from '../words/words.ts';
import type { Mark } from './marks.ts';

/** The day by which to answer is over, and somebody still waits. */
export const isOverdue = (
  { state, answerBy }: Referral,
  { timeZone }: Pick<Me, 'timeZone'>,
  now: Date,
): boolean => answerBy !== null && isOpenReferral(state) && answerBy < dayIn(now, timeZone);

/** That it is a referral, how it is with it, and until when it is to be answered; undefined where it is none. */
export const referralMark = (
  referral: Referral | null,
  me: Pick<Me, 'timeZone' | 'locale'>,
  now: Date,
): Mark | undefined => {
  if (!referral) return undefined;
  const { state, answerBy } = referral;
  const { marks } = wordsFor(me.locale);
  const word = marks.referral[state];
  if (answerBy === null || !isOpenReferral(state)) return { kind: 'referral', word };
  const day = dayName(answerBy, { ...me, now }, 'short');
  return isOverdue(referral, me, now)
    ? { kind: 'referral-overdue', word: `${marks.referral.received}, ${marks.overdueSince(day)}` }
    : { kind: 'referral', word: `${word}, ${marks.answerBy(day)}` };
};
