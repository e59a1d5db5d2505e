import { describe, expect, it } from 'vitest';

import { isOpenReferral, mayFollow, referralStates } from './states.ts';

describe('the life of a referral', () => {
  it('is open until it is rejected, forwarded or answered', () => {
    expect(referralStates.filter(isOpenReferral)).toEqual(['received', 'accepted', 'on-hold']);
  });

  it('ends here for good where it goes on to another department', () => {
    expect(referralStates.filter((state) => mayFollow('forwarded', state))).toEqual([]);
  });

  it('never turns one end into the other', () => {
    expect(mayFollow('rejected', 'answered')).toBe(false);
    expect(mayFollow('answered', 'rejected')).toBe(false);
    expect(mayFollow('answered', 'forwarded')).toBe(false);
  });

  it('begins anew when an end is taken back', () => {
    expect(mayFollow('rejected', 'received')).toBe(true);
    expect(mayFollow('answered', 'accepted')).toBe(true);
  });
});
