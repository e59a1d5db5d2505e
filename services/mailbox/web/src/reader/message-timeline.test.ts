import { expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { timelineEn } from '../words/timeline-en.ts';
import { messageTimeline, ownEntries } from './message-timeline.ts';

const at = '2026-11-22T08:12:00.000Z';

it('has what came by itself on the axis of machines, and what a person did on that of people', () => {
  const by = { id: 'anna', name: 'Anna', kind: 'person' } as const;
  const entries = messageTimeline(
    [
      { at, kind: 'received', by: null, note: null },
      { at, kind: 'taken', by, note: null },
      { at, kind: 'not-registered', by, note: 'Advertising' },
    ],
    en,
    timelineEn,
  );
  expect(entries.map(({ axis, what, who, notes }) => [axis, what, who, notes])).toEqual([
    ['machine', 'Received', null, []],
    ['person', 'Taken', 'Anna', []],
    ['person', 'Not to be registered', 'Anna', ['Advertising']],
  ]);
});

it('has that the department was told on the axis of people, by the word of the mail server', () => {
  const notice = { about: 'arrived', addresses: 1 } as const;
  expect(
    messageTimeline([{ at, kind: 'notified', by: null, note: null, notice }], en, timelineEn),
  ).toEqual([
    expect.objectContaining({
      axis: 'person',
      what: 'Notified by mail',
      who: 'The mail server',
      notes: [timelineEn.noticed.arrived(1)],
    }),
  ]);
});

it('has what a business system did on an axis of systems, by its name', () => {
  const by = { id: 'ciceron', name: 'Ciceron', kind: 'system' } as const;
  const [entry] = messageTimeline(
    [{ at, kind: 'registered', by, note: 'Ciceron SN 1' }],
    en,
    timelineEn,
  );
  expect(entry).toMatchObject({ axis: 'system', what: 'Registered', who: 'Ciceron (system)' });
});

it('has what its sender was told on the axis of machines, with how far that is and by whose choice', () => {
  const to = { national: '0226-64 50 00', full: '+46226645000' };
  const told = { sendingId: 's', confirms: 'received', to, at, state: 'delivered' } as const;
  expect(ownEntries({ confirmations: [told], reminders: [] }, en, timelineEn)).toMatchObject([
    {
      axis: 'machine',
      what: 'Confirmation to 0226-64 50 00: it has come',
      notes: ['delivered', 'The department confirms faxes from verified contacts.'],
    },
  ]);
});

it('has that the sender of a referral was reminded, of what, whom, and how far that is', () => {
  const reminder = {
    sendingId: 's',
    reminds: 'not-answered',
    channel: 'sdk',
    at,
    state: 'accepted',
    to: 'Region Norr, Remissmottagningen',
  } as const;
  expect(ownEntries({ confirmations: [], reminders: [reminder] }, en, timelineEn)).toMatchObject([
    {
      axis: 'machine',
      what: 'Reminder to Region Norr, Remissmottagningen: not answered yet',
      who: timelineEn.bySystem,
      notes: [en.sending.states.accepted],
    },
  ]);
});
