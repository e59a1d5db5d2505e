import { describe, expect, it } from 'vitest';
import { counted, department, me, now } from '../testing/data.ts';
import { en } from '../words/en.ts';
import { agedOf, counterOf, emptySentence } from './frame-view.ts';

describe('what has waited', () => {
  const counters = counted({ new: 9, newOverAnHour: 5, newOverADay: 2, takenOverADay: 1 });

  it('is counted once, by the longest time', () => {
    expect(agedOf(counters, 'new', en)).toEqual([
      { tone: 'overdue', word: '2 over a day' },
      { tone: 'waiting', word: '3 over an hour' },
    ]);
  });

  it('is said of referrals whose day to answer is over', () => {
    const some = counted({ referrals: 4, referralsOverdue: 2 });
    expect(agedOf(some, 'referrals', en)).toEqual([{ tone: 'overdue', word: '2 overdue' }]);
    expect(counterOf(some, 'referrals')).toBe(4);
  });

  it('is said of taken ones in their own view', () => {
    expect(agedOf(counters, 'taken', en)).toEqual([{ tone: 'overdue', word: '1 over a day' }]);
    expect(agedOf(counters, 'done', en)).toEqual([]);
  });
});

it('shows no counter where there is nothing to count or the number would only grow', () => {
  const counters = counted({ new: 3 });
  expect(counterOf(counters, 'new')).toBe(3);
  expect(counterOf(counters, 'mine')).toBeNull();
  expect(counterOf(counters, 'done')).toBeNull();
});

it('says of an empty department that no fax has come yet', () => {
  const never = department({ lastReceivedAt: null });
  expect(emptySentence(me({ linesCheckedAt: null }), never, 'new', now)).toBe(
    'Nothing new. Nothing has come yet',
  );
});
