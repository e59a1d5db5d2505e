import { describe, expect, it } from 'vitest';
import { me, now } from '../testing/data.ts';
import { delivery, sendingSummary } from '../testing/sending-data.ts';
import { sendingRowView } from './sending-row-view.ts';

const at = '2026-11-22T08:20:00.000Z';

describe('a row of what was sent', () => {
  it('says what it is in one sentence for screen readers', () => {
    const row = sendingRowView(sendingSummary({ replyTo: 'message-1' }), me(), now);
    expect(row.label).toBe('0226-64 50 00, answer, by Anna, 09:12, 3 pages, delivered');
  });

  it('says why it was not delivered', () => {
    const failed = delivery({ state: 'failed', cause: 'busy' });
    const { marks } = sendingRowView(sendingSummary({ delivery: failed }), me(), now);
    expect(marks).toEqual([{ tone: 'outgoing-failed', word: 'not delivered: busy' }]);
  });

  it('says why it waits, and until when', () => {
    const { marks } = sendingRowView(
      sendingSummary({
        delivery: delivery({ state: 'queued', automatic: true, dueAt: at }),
        retry: { because: 'busy', attempt: 2, most: null },
      }),
      me(),
      now,
    );
    expect(marks).toEqual([{ tone: 'outgoing-waits', word: 'busy, next attempt 09:20' }]);
  });

  it('says what a person has to find out', () => {
    const held = delivery({ state: 'failed', cause: 'voice', held: 'perhaps-wrong-number' });
    const { marks } = sendingRowView(sendingSummary({ delivery: held }), me(), now);
    expect(marks).toEqual([{ tone: 'outgoing-failed', word: 'held: check the number' }]);
  });

  it('keeps what a person says beside what machines say', () => {
    const row = sendingRowView(
      sendingSummary({
        delivery: delivery({ state: 'unknown', unknown: 'never-told' }),
        mark: { outcome: 'arrived', by: { id: 'bo', name: 'Bo' }, at, reason: 'Called' },
      }),
      me(),
      now,
    );
    expect(row.marks.map(({ word }) => word)).toEqual(['outcome unknown', 'marked as arrived']);
  });
});
