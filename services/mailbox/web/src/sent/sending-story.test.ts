import { failureCauses, unknownReasons } from '@kuvert/shared/sending/causes';
import { describe, expect, it } from 'vitest';
import { delivery, sending } from '../testing/sending-data.ts';
import { sentEn } from '../words/sent-en.ts';
import { sentSv } from '../words/sent-sv.ts';
import { sendingStory } from './sending-story.ts';

const story = (some: Parameters<typeof delivery>[0]) =>
  sendingStory(sending({ delivery: delivery(some) }), sentEn);

describe('the story of a fax that was sent', () => {
  it('says that it arrived, and how much of it the machine there confirmed', () => {
    expect(story({ state: 'delivered', pagesConfirmed: 3 })).toEqual({
      tone: 'outgoing-arrived',
      what: 'It has arrived: the receiving machine took all of it.',
      more: ['3 of 3 pages confirmed.'],
      todo: null,
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
