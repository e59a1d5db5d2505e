import { expect, it } from 'vitest';
import type { ContactEvent } from '../../../src/http/api.ts';
import { contactsEn } from '../words/contacts-en.ts';
import { contactTimeline } from './contact-timeline.ts';

const number = { full: '+46313900601', national: '031-390 06 01' };

const event = (some: Partial<ContactEvent>): ContactEvent => ({
  at: '2026-11-22T08:00:00.000Z',
  kind: 'added',
  by: { id: 'person-1', name: 'Anna' },
  name: 'North',
  number,
  how: null,
  ...some,
});

it('says what a contact was called at first, and then only what became another', () => {
  const other = { full: '+46313900602', national: '031-390 06 02' };
  const entries = contactTimeline(
    [
      event({}),
      event({ kind: 'verified', how: 'called' }),
      event({ kind: 'changed', number: other }),
    ],
    contactsEn,
  );
  expect(entries.map(({ notes }) => notes)).toEqual([
    ['North', number.national],
    [contactsEn.how.called],
    [other.national],
  ]);
});

it('gives a carrier’s word as a machine’s', () => {
  const [entry] = contactTimeline([event({ kind: 'number-refused', by: null })], contactsEn);
  expect(entry).toMatchObject({ axis: 'machine', who: 'a carrier' });
});
