import type { Contact, ContactList } from '../../../src/http/api.ts';

/** Whom what is typed may mean. */
export interface OfferedRecipient extends Pick<Contact, 'id' | 'name' | 'number'> {
  /** Null: a partner, whose system fetches it as a secure message. */
  readonly contact: Contact | null;
}

/** Contacts and partners that what is typed is a part of; a number once, as the partner that it is. */
export const recipientsOf = (
  lists: readonly Pick<ContactList, 'contacts' | 'partners'>[],
  typed: string,
): readonly OfferedRecipient[] => {
  const partners = lists
    .flatMap((list) => list.partners)
    .map((each) => ({ ...each, contact: null }));
  const contacts = lists
    .flatMap((list) => list.contacts)
    .map((contact) => ({ ...contact, contact }));
  const isMeant = (each: OfferedRecipient) => isOffered(contactText(each), typed);
  const theirs = new Map(partners.filter(isMeant).map((each) => [each.number.full, each]));
  const ours = contacts.filter((each) => isMeant(each) && !theirs.has(each.number.full));
  return [...new Map(ours.map((each) => [each.id, each])).values(), ...theirs.values()];
};

const between = ' · ';

/** What is read aloud of a recipient, and what one types is a part of. */
export const contactText = ({ name, number }: Pick<Contact, 'name' | 'number'>): string =>
  [name, ...new Set([number.national, number.full])].join(between);

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Whether it is meant as a number, or as a part of one; else it is a name's. */
export const isNumberLike = (typed: string): boolean => /^[\d\s+()/-]+$/.test(typed);

/** Whether what is typed is a part of the name, or of the number as it is written here or in full. */
export const isOffered = (text: string, typed: string): boolean => {
  const words = typed.trim().toLowerCase();
  const digits = isNumberLike(words) ? digitsOf(words) : '';
  if (digits !== '') return text.split(between).some((part) => digitsOf(part).includes(digits));
  return words !== '' && text.toLowerCase().includes(words);
};
