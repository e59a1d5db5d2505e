import { failureCauses, unknownReasons } from '@kuvert/shared/sending/causes';
import { describe, expect, it } from 'vitest';
import type { Retry, Sending } from '../../../src/http/api.ts';
import { delivery, machineEvent, sending } from '../testing/sending-data.ts';
import { sentEn } from '../words/sent-en.ts';
import { sentSv } from '../words/sent-sv.ts';
import { sendingStory } from './sending-story.ts';

const story = (some: Parameters<typeof delivery>[0]) =>
  sendingStory(sending({ delivery: delivery(some) }), sentEn, () => '14:32');

const retried = (some: Parameters<typeof delivery>[0], retry: Partial<Retry> = {}) =>
  sendingStory(
    sending({
      delivery: delivery({ automatic: true, attempt: 2, pagesConfirmed: null, ...some }),
      retry: { because: 'busy', attempt: 2, most: null, ...retry },
    }),
    sentEn,
    () => '14:32',
  );

describe('the story of a fax that was sent', () => {
  it('says that it arrived, and how much of it the machine there confirmed', () => {
    expect(story({ state: 'delivered', pagesConfirmed: 3 })).toEqual({
      tone: 'outgoing-arrived',
      what: 'It has arrived: the receiving machine took all of it.',
      more: ['3 of 3 pages confirmed.'],
      todo: null,
    });
  });

  it('within the house says where it lies, and of no machine', () => {
    const way = {
      channel: 'department',
      department: 'School',
      partner: null,
      reason: 'secure-address',
    } as const;
    const told = (state: 'queued' | 'delivered') =>
      sendingStory(
        sending({ way, delivery: delivery({ state, pagesConfirmed: null }) }),
        sentEn,
        () => '14:32',
      );
    expect(told('delivered')).toMatchObject({ what: sentEn.inHouse.delivered('School'), more: [] });
    expect(told('queued').what).toBe('It waits to be sent.');
  });

  it('to a partner says that its system fetches it, of no call, and never that anybody has read it', () => {
    const way = {
      channel: 'gateway',
      department: null,
      partner: 'Clinic, Referrals',
      reason: 'secure-address',
    } as const;
    const told = (some: Parameters<typeof delivery>[0], machines: Sending['machines'] = []) =>
      sendingStory(
        sending({ way, machines, delivery: delivery({ pagesConfirmed: null, ...some }) }),
        sentEn,
        () => '14:32',
      );
    expect(told({ state: 'accepted' })).toMatchObject({
      tone: 'outgoing-waits',
      what: 'It lies ready for the recipient. Their system has not fetched it yet.',
    });
    expect(told({ state: 'accepted' }, [machineEvent({ kind: 'fetched' })]).what).toBe(
      'The recipient’s system has fetched it, and not yet confirmed it.',
    );
    expect(told({ state: 'delivered' }).what).toBe(sentEn.partner.now.delivered);
    expect(told({ state: 'unknown', unknown: 'never-told' })).toMatchObject({
      what: 'The recipient’s system did not confirm it in time.',
      more: ['It still lies there, and can be fetched.'],
    });
  });

  it('says why it failed and what to do', () => {
    expect(story({ state: 'failed', cause: 'busy', pagesConfirmed: null })).toMatchObject({
      what: 'It has not arrived.',
      more: ['The number was busy.'],
      todo: expect.stringContaining('Send again'),
    });
  });

  it('does not say that nothing arrived when the call broke off', () => {
    const partial = story({ state: 'failed', cause: 'partial', pagesConfirmed: 1 });
    expect(partial.what).toBe('It has not arrived whole.');
    expect(partial.more).toContain('1 of 3 pages confirmed.');
  });

  it.each(unknownReasons)('never calls an unknown outcome a failure: %s', (unknown) => {
    const told = story({ state: 'unknown', unknown, pagesConfirmed: null });
    expect(told.tone).toBe('outgoing-unknown');
    expect([told.what, ...told.more].join(' ')).not.toMatch(/fail|not arrived/);
    expect(told.todo).toContain('Call the recipient');
  });

  it('says when the next attempt is made, which one it is, and why', () => {
    expect(retried({ state: 'queued' })).toEqual({
      tone: 'outgoing-waits',
      what: 'The number was busy.',
      more: ['Next attempt 14:32 (attempt 2).'],
      todo: null,
    });
  });

  it('says what is another in the next attempt', () => {
    expect(retried({ state: 'queued', resolution: 'standard' }).more).toContain(
      sentEn.nextIsStandard,
    );
    expect(retried({ state: 'queued', firstPage: 2 }).more).toContain(sentEn.nextIsRest(2, 3));
    const rest = retried({ state: 'delivered', firstPage: 2, pagesConfirmed: 3 });
    expect(rest.more).toEqual(['3 of 3 pages confirmed.']);
  });

  it('says how often it was tried, and what a person has to find out', () => {
    const held = retried(
      { state: 'failed', cause: 'voice', held: 'perhaps-wrong-number' },
      { because: 'voice', most: 2 },
    );
    expect(held.more).toContain('Kuvert tried 2 times.');
    expect(held.todo).toContain('Check it with the recipient');
  });

  it('says that it waits for the carrier’s account', () => {
    const waiting = story({ state: 'queued', waitsFor: 'carrier-account' });
    expect([waiting.what, waiting.todo]).toEqual([
      sentEn.waitsForAccount,
      sentEn.waitsForAccountTodo,
    ]);
  });

  it('says of what waits with the carrier that it can be cancelled, that it is asked for, and that it was too late', () => {
    const can = { undo: false, cancel: true, tryNow: false, resolve: false, sendAgain: false };
    const waits = sending({ can, delivery: delivery({ state: 'accepted' }) });
    expect(sendingStory(waits, sentEn, () => '14:32').more).toEqual([sentEn.canWithdraw]);
    const asked = story({ state: 'accepted', withdrawal: 'asked' });
    expect([asked.what, asked.more]).toEqual([sentEn.withdrawing, []]);
    expect(story({ state: 'dialling', withdrawal: 'too-late' })).toMatchObject({
      what: sentEn.now.dialling,
      more: [sentEn.withdrawnTooLate],
    });
  });

  it('says of one that was cancelled how the attempt before had ended', () => {
    expect(retried({ state: 'cancelled' }).more).toEqual([
      'The attempt before: The number was busy.',
    ]);
  });

  it('warns that it may arrive twice when it was sent again without knowing', () => {
    expect(story({ state: 'queued', possibleDuplicate: true }).more).toEqual([
      sentEn.possibleDuplicate,
    ]);
  });
});

it.each([
  ['English', sentEn],
  ['Swedish', sentSv],
])('has words in %s for each cause of a failure', (_, words) => {
  expect(Object.keys(words.causes)).toEqual([...failureCauses]);
});
