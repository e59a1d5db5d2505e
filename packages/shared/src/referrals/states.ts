/** Where a referral is in its life. What RIV-TA and FHIR call these stands in docs/referrals.md. */
export const referralStates = [
  'received',
  'accepted',
  'on-hold',
  'rejected',
  'forwarded',
  'answered',
] as const;
export type ReferralState = (typeof referralStates)[number];

/** Steps that go with an answer, whose words say why, or what is missing. */
export const answeringSteps = ['accepted', 'on-hold', 'rejected', 'answered'] as const;
export type AnsweringStep = (typeof answeringSteps)[number];

/** Steps that a rejection or a question is not without: words. */
export const needsWords = (step: AnsweringStep): boolean =>
  step === 'rejected' || step === 'on-hold';

/** Its sender still waits. */
export const isOpenReferral = (state: ReferralState): boolean =>
  following[state].includes('forwarded');

/**
 * Whether the one may come after the other. What ended may be taken back, and is never turned into the other end; what went
 * on to another department lives there. The database refuses the same (`referral_goes_its_way`).
 */
export const mayFollow = (before: ReferralState, after: ReferralState): boolean =>
  following[before].includes(after);

const following: Readonly<Record<ReferralState, readonly ReferralState[]>> = {
  received: ['accepted', 'on-hold', 'rejected', 'forwarded', 'answered'],
  accepted: ['received', 'on-hold', 'rejected', 'forwarded', 'answered'],
  'on-hold': ['received', 'accepted', 'rejected', 'forwarded', 'answered'],
  rejected: ['received', 'accepted', 'on-hold'],
  forwarded: [],
  answered: ['received', 'accepted', 'on-hold'],
};
