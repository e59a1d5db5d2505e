import { expect, it } from 'vitest';
import type { Contact } from '../../../src/http/api.ts';
import { contactText, isOffered, recipientsOf } from './offered-contact.ts';

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

const contact = (id: string, name: string, full: string): Contact => ({
  id,
  name,
  number: { national: '', full },
  departmentId: '',
  note: null,
  version: 0,
  verified: null,
  numberRefusedAt: null,
  removed: false,
});
const partner = {
  id: 'p',
  name: 'Vårdcentralen, Remisser',
  number: { national: '', full: '+462' },
};
const idsFor = (typed: string) => {
  const contacts = [contact('a', 'Vårdhemmet', '+461'), contact('b', 'Vårdcentralen', '+462')];
  const list = { contacts, partners: [partner] };
  return recipientsOf([list, list], typed).map(({ id }) => id);
};

it('a number is offered once, as the partner that it is, after the contacts', () => {
  expect(idsFor('vård')).toEqual(['a', 'p']);
});

it('a contact is offered for what is no part of its partner’s name', () => {
  expect(idsFor('vårdhem')).toEqual(['a']);
  expect(idsFor('remiss')).toEqual(['p']);
});
