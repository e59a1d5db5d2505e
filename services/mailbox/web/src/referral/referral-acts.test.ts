import { describe, expect, it } from 'vitest';
import { summary } from '../testing/data.ts';
import { referralOffers, type ReferralOffer } from './referral-acts.ts';

const referral = { state: 'received', answerBy: null, markedBySender: false } as const;
const me = { id: 'anna', mayHandle: true, canSend: true, senderSees: false };
const named = (offers: readonly ReferralOffer[]) =>
  offers.map((offer) => ('step' in offer ? `${offer.kind} ${offer.step}` : offer.kind));

describe('what is offered with a referral', () => {
  it('is to accept it at once, or to write what it lacks, why not, or the answer', () => {
    const { first, more } = referralOffers(summary({ referral }), me);
    expect(named(first)).toEqual([
      'step accepted',
      'write on-hold',
      'write rejected',
      'write answered',
    ]);
    expect(named(more)).toEqual(['write accepted', 'step answered', 'day', 'unmark']);
  });

  it('is no writing of that it is accepted to a sender who sees it', () => {
    const { more } = referralOffers(summary({ referral }), { ...me, senderSees: true });
    expect(named(more)).not.toContain('write accepted');
  });

  it('is no writing where nothing can be sent', () => {
    const { first, more } = referralOffers(summary({ referral }), { ...me, canSend: false });
    expect(named([...first, ...more]).filter((name) => name.startsWith('write'))).toEqual([]);
  });

  it('is no unmarking of what its sender calls one', () => {
    const theirs = summary({ referral: { ...referral, markedBySender: true } });
    expect(named(referralOffers(theirs, me).more)).not.toContain('unmark');
  });

  it('is nothing with what a colleague has taken, or what went on', () => {
    const by = { id: 'bo', name: 'Bo' };
    const at = '2026-11-22T07:00:00.000Z';
    const taken = summary({ referral, handling: { state: 'taken', by, at } });
    const gone = summary({ referral: { ...referral, state: 'forwarded' } });
    expect([referralOffers(taken, me), referralOffers(gone, me)]).toEqual([
      { first: [], more: [] },
      { first: [], more: [] },
    ]);
  });

  it('is to take up again what ended', () => {
    const ended = summary({ referral: { ...referral, state: 'rejected' } });
    expect(named(referralOffers(ended, me).first)).toEqual(['step received']);
  });
});
