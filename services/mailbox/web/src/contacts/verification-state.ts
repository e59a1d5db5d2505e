import type { Contact } from '../../../src/http/api.ts';
import type { ContactsWords } from '../words/contacts-en.ts';

/** How far a contact's number can be trusted. */
export type VerificationState = 'verified' | 'unverified' | 'refused';

export const verificationState = ({
  verified,
  numberRefusedAt,
}: Pick<Contact, 'verified' | 'numberRefusedAt'>): VerificationState => {
  if (numberRefusedAt !== null) return 'refused';
  return verified ? 'verified' : 'unverified';
};

export const verificationWord = (state: VerificationState, words: ContactsWords): string => {
  switch (state) {
    case 'verified':
      return words.verified;
    case 'unverified':
      return words.notVerified;
    case 'refused':
      return words.refused;
  }
};
