import type { Contact } from '../../../src/http/api.ts';

const between = ' · ';

/** What is read aloud of a contact, and what one types is a part of. */
export const contactText = ({ name, number }: Pick<Contact, 'name' | 'number'>): string =>
  [name, ...new Set([number.national, number.full])].join(between);

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Whether what is typed is a part of the name, or of the number as it is written here or in full. */
export const isOffered = (text: string, typed: string): boolean => {
  const words = typed.trim().toLowerCase();
  const digits = /^[\d\s+()/-]+$/.test(words) ? digitsOf(words) : '';
  if (digits !== '') return text.split(between).some((part) => digitsOf(part).includes(digits));
  return words !== '' && text.toLowerCase().includes(words);
};
