import { describe, expect, it } from 'vitest';
import { department } from '../testing/data.ts';
import { en } from '../words/en.ts';
import { outgoingViews } from './outgoing-views.ts';

const counts = (some: Partial<ReturnType<typeof department>['sending']>) => {
  const sending = { canSend: true, drafts: 0, underWay: 0, attention: 0, ...some };
  return outgoingViews(department({ sending }), 'new', en).map(({ count }) => count);
};

describe('the number beside what was sent', () => {
  it('is what waits for somebody, before what is under way', () => {
    expect(counts({ attention: 2, underWay: 5 })[0]).toEqual({
      n: 2,
      word: '2 need attention',
      tone: 'overdue',
    });
    expect(counts({ underWay: 5 })[0]).toEqual({ n: 5, word: '5 under way', tone: 'plain' });
  });

  it('is not there when nothing is under way', () => {
    expect(counts({})).toEqual([null, null, null, null]);
  });
});

it('says how many incidents are open', () => {
  const views = outgoingViews(department({ openIncidents: 2 }), 'new', en);
  expect(views[3]).toMatchObject({ kind: 'incidents', count: { n: 2, word: '2 open' } });
});

it('counts the drafts of whoever looks', () => {
  expect(counts({ drafts: 3 })[1]).toMatchObject({ n: 3 });
});
