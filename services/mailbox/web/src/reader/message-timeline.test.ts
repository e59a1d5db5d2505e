import { expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { messageTimeline } from './message-timeline.ts';

const at = '2026-11-22T08:12:00.000Z';

it('has what came by itself on the axis of machines, and what a person did on that of people', () => {
  const by = { id: 'anna', name: 'Anna' };
  const entries = messageTimeline(
    [
      { at, kind: 'received', by: null, note: null },
      { at, kind: 'taken', by, note: null },
      { at, kind: 'not-registered', by, note: 'Advertising' },
    ],
    en,
  );
  expect(entries.map(({ axis, what, who, notes }) => [axis, what, who, notes])).toEqual([
    ['machine', 'Received', null, []],
    ['person', 'Taken', 'Anna', []],
    ['person', 'Not to be registered', 'Anna', ['Advertising']],
  ]);
});
