import { isOpenReferral, type AnsweringStep } from '@kuvert/shared/referrals/states';
import type { MessageSummary, Referral } from '../../../src/http/api.ts';

/** What can be done with a referral where it is; `step` at once, `write` by an answer that is written first. */
export type ReferralOffer =
  | { readonly kind: 'step'; readonly step: 'received' | 'accepted' | 'answered' }
  | { readonly kind: 'write'; readonly step: AnsweringStep }
  | { readonly kind: 'day' }
  | { readonly kind: 'unmark' };

export interface ReferralOffers {
  /** Beside its state, the one that is most likely wanted first. */
  readonly first: readonly ReferralOffer[];
  /** In the menu. */
  readonly more: readonly ReferralOffer[];
}

const step = (to: 'received' | 'accepted' | 'answered') => ({ kind: 'step', step: to }) as const;
const write = (to: AnsweringStep) => ({ kind: 'write', step: to }) as const;

const none: ReferralOffers = { first: [], more: [] };

/** What a person may do; nothing where they only read or with what a colleague has taken, and no answers where nothing can be sent. */
export const referralOffers = (
  { referral, handling }: Pick<MessageSummary, 'referral' | 'handling'>,
  me: {
    readonly id: string;
    readonly mayHandle: boolean;
    readonly canSend: boolean;
    readonly senderSees: boolean;
  },
): ReferralOffers => {
  if (!referral || handling.state === 'forwarded' || !me.mayHandle) return none;
  if (handling.state === 'taken' && handling.by.id !== me.id) return none;
  const { first, more } = offersOf(referral);
  const isPossible = ({ kind }: ReferralOffer) => kind !== 'write' || me.canSend;
  const isWorthIt = (offer: ReferralOffer) =>
    offer.kind !== 'write' || offer.step !== 'accepted' || !me.senderSees;
  return {
    first: first.filter(isPossible),
    more: more.filter((offer) => isPossible(offer) && isWorthIt(offer)),
  };
};

const offersOf = (referral: Referral): ReferralOffers => {
  const unmark = referral.markedBySender ? [] : [{ kind: 'unmark' } as const];
  const day = { kind: 'day' } as const;
  switch (referral.state) {
    case 'received':
      return {
        first: [step('accepted'), write('on-hold'), write('rejected'), write('answered')],
        more: [write('accepted'), step('answered'), day, ...unmark],
      };
    case 'accepted':
      return {
        first: [write('answered'), write('on-hold'), write('rejected')],
        more: [step('answered'), step('received'), day],
      };
    case 'on-hold':
      return {
        first: [step('received'), write('answered'), write('rejected')],
        more: [step('accepted'), step('answered'), day],
      };
    case 'rejected':
    case 'answered':
      return { first: [step('received')], more: [] };
    case 'forwarded':
      return none;
  }
};

/** One may set until when it is answered. */
export const mayDate = (referral: Referral | null): boolean =>
  referral === null || isOpenReferral(referral.state);
