import { describe, expect, it } from 'vitest';
import { department } from '../testing/data.ts';
import { en } from '../words/en.ts';
import { outgoingViews } from './outgoing-views.ts';

const counts = (some: Partial<ReturnType<typeof department>['sending']>) => {
  const sending = { ...department().sending, ...some };
  return outgoingViews(department({ sending }), 'new', en).map(({ count }) => count);
};

const kinds = (some: Partial<ReturnType<typeof department>['sending']>) =>
  outgoingViews(department({ sending: { ...department().sending, ...some } }), 'new', en).map(
    ({ kind }) => kind,
  );

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

describe('what waits for a colleague', () => {
  it('has a place where the department wants approvals, or where one still waits', () => {
    expect(kinds({ secondLook: 'colleague' })).toContain('approvals');
    expect(kinds({ toApprove: 1 })).toContain('approvals');
    expect(kinds({})).not.toContain('approvals');
  });

  it('is counted as far as others wrote it', () => {
    const sending = { ...department().sending, secondLook: 'colleague' as const, toApprove: 2 };
    const view = outgoingViews(department({ sending }), 'new', en).find(
      ({ kind }) => kind === 'approvals',
    );
    expect(view?.count).toEqual({ n: 2, word: '2 to approve', tone: 'overdue' });
  });
});

it('counts the drafts of whoever looks', () => {
  expect(counts({ drafts: 3 })[1]).toMatchObject({ n: 3 });
});

it('has no place for drafts and approvals where one only reads', () => {
  const sending = { ...department().sending, secondLook: 'colleague' as const };
  const offered = outgoingViews(department({ role: 'reader', sending }), 'new', en);
  expect(offered.map(({ kind }) => kind)).toEqual(['sent', 'contacts', 'incidents']);
});
