import { expect, it } from 'vitest';
import { contactText, isOffered } from './offered-contact.ts';

const text = contactText({
  name: 'Vårdcentralen Söder',
  number: { national: '08-123 456 78', full: '+46812345678' },
});

it.each(['vård', 'SÖDER', '08-123', '+46 8 123', '08123456', '678'])(
  'a contact is offered for %o',
  (typed) => {
    expect(isOffered(text, typed)).toBe(true);
  },
);

it.each(['', '  ', 'lasarett', '7846', '09'])('a contact is not offered for %o', (typed) => {
  expect(isOffered(text, typed)).toBe(false);
});
