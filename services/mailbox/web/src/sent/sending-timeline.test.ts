import { describe, expect, it } from 'vitest';
import type { Sending } from '../../../src/http/api.ts';
import { delivery, machineEvent, sending } from '../testing/sending-data.ts';
import { sentEn } from '../words/sent-en.ts';
import { sendingTimeline } from './sending-timeline.ts';

const timelineOf = (some: Partial<Sending>) =>
  sendingTimeline(sending(some), sentEn, () => '14:32');

const next = delivery({ id: 'delivery-2', attempt: 2, state: 'queued', automatic: true });

describe('the timeline of a fax that was sent', () => {
  it('has what machines said on one axis and what people did on the other', () => {
    const by = { id: 'anna', name: 'Anna', kind: 'person' } as const;
    const at = '2026-11-22T08:12:00.000Z';
    const entries = timelineOf({
      people: [{ at, deliveryId: 'delivery-1', kind: 'sent', by, reason: null }],
    });
    expect(entries.map(({ axis, what, who }) => [axis, what, who])).toEqual([
      ['person', 'Sent', 'Anna'],
      ['machine', 'Delivered', 'The carrier told'],
    ]);
  });

  it('names a business system as one', () => {
    const by = { id: 'ciceron', name: 'Ciceron', kind: 'system' } as const;
    const at = '2026-11-22T08:12:00.000Z';
    const [entry] = timelineOf({
      people: [{ at, deliveryId: 'delivery-1', kind: 'sent', by, reason: null }],
    });
    expect(entry).toMatchObject({ axis: 'system', what: 'Sent', who: 'Ciceron (system)' });
  });

  it.each([
    ['secure-address', sentEn.way.inHouse('School')],
    ['no-secure-address', sentEn.way.noSecure],
    ['fax-chosen', sentEn.way.faxChosen],
  ] as const)('says by which way it went and why (%s)', (reason, sentence) => {
    const isFax = reason !== 'secure-address';
    const [entry] = timelineOf({
      way: {
        channel: isFax ? 'fax' : 'department',
        department: isFax ? null : 'School',
        partner: null,
        reason,
      },
      people: [
        {
          at: '2026-11-22T08:12:00.000Z',
          deliveryId: 'delivery-1',
          kind: 'sent',
          by: { id: 'anna', name: 'Anna', kind: 'person' },
          reason: null,
        },
      ],
      machines: [],
    });
    expect(entry?.notes).toEqual([sentence]);
  });

  it('says when the next attempt is made', () => {
    const [entry] = timelineOf({
      deliveries: [delivery({ state: 'failed', cause: 'busy' }), next],
      machines: [
        machineEvent({ deliveryId: 'delivery-2', attempt: 2, kind: 'queued', source: 'house' }),
      ],
    });
    expect(entry).toMatchObject({ what: 'Next attempt set for 14:32', who: 'Attempt 2 · Kuvert' });
  });

  it('says why it failed, and that it is held for a person', () => {
    const held = delivery({ state: 'failed', cause: 'voice', held: 'perhaps-wrong-number' });
    const [entry] = timelineOf({
      deliveries: [held],
      machines: [machineEvent({ kind: 'failed', cause: 'voice', pages: null })],
    });
    expect(entry?.notes).toEqual([sentEn.causes.voice.what, sentEn.heldNote]);
  });

  it("has the carrier's codes as evidence", () => {
    const evidence = { said: 'failed', code: '49' };
    const [entry] = timelineOf({ machines: [machineEvent({ evidence })] });
    expect(entry?.evidence).toBe('said failed, code 49');
    expect(timelineOf({})[0]?.evidence).toBeUndefined();
  });

  it('leaves out what was told late or again: that is among everything that was told', () => {
    expect(timelineOf({ machines: [machineEvent({ changed: false })] })).toEqual([]);
  });
});
