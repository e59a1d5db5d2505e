import { expect, it } from 'vitest';
import { machineEvent } from '../testing/sending-data.ts';
import { sentEn } from '../words/sent-en.ts';
import { eventNotes } from './event-notes.ts';

it('says why it failed and how many pages were confirmed', () => {
  const event = machineEvent({ kind: 'failed', cause: 'partial', pages: 1 });
  expect(eventNotes(event, sentEn)).toEqual([sentEn.causes.partial.what, '1 page confirmed']);
});

it('has nothing to add to a plain step', () => {
  expect(eventNotes(machineEvent({ kind: 'dialling', pages: null }), sentEn)).toEqual([]);
});
