/** Whom a department faxes; loaded when somebody looks somebody up, or writes. */
export const contactsEn = {
  label: 'The opened contact',
  search: 'Search name or number',
  clear: 'Clear the search',
  add: 'New contact',
  empty:
    'No contacts yet. Whom you often write to is found here by name, with who has checked the number.',
  noneFound: (search: string) => `No contact has “${search}” in its name or number.`,
  more: 'There are more contacts than these: search more narrowly.',
  chooseOne: 'Choose a contact in the list.',
  notFound: 'This contact does not exist, or is another department’s.',

  verified: 'verified',
  notVerified: 'not verified',
  refused: 'no such number',
  verifiedBy: (name: string) => `Verified by ${name}`,
  how: {
    called: 'Called them on a number known from elsewhere',
    published: 'Read it on their own letterhead or web site',
    'fax-received': 'Received a fax from it that we had spoken of',
  },
  howLabel: 'How the number was verified',
  notYet: 'It is not verified yet',
  verifiedTitle: 'The number is verified.',
  verifiedNote: 'Faxes go there without a second look.',
  notVerifiedTitle: 'Nobody has verified the number.',
  notVerifiedNote:
    'Call them on a number that you know from elsewhere, or look at their letterhead or web site.',
  refusedTitle: 'A carrier says that there is no such number.',
  refusedNote: 'Ask them for the right one, and change it here.',

  verify: 'Verify the number',
  verifyAgain: 'Verify anew',
  verifyNote: (number: string) =>
    `You say that ${number} is theirs. It stands here with your name and the time.`,
  change: 'Change',
  remove: 'Remove',
  removed: (name: string) => `${name} is removed.`,
  removedTitle: 'This contact is removed.',
  restore: 'Restore',
  addTitle: 'New contact',
  changeTitle: 'Change the contact',
  save: 'Save',
  name: 'Name',
  nameHint: 'The organisation or unit; no patients.',
  number: 'Fax number',
  numberHint: 'Abroad: + and the country code.',
  numberOfFax:
    'The number that the caller’s telephone showed. It can be forged: compare it with their letterhead.',
  numberEndsVerification: 'With another number it is not verified any more.',
  note: 'Note (need not be)',
  noteShown: 'Note',
  noteHint: 'Everybody in the department reads it.',

  facts: 'Details',
  history: 'What happened',
  events: {
    added: 'Added',
    changed: 'Changed',
    verified: 'Number verified',
    removed: 'Removed',
    restored: 'Restored',
    'number-refused': 'A carrier said that there is no such number',
  },
  carrier: 'a carrier',

  problems: {
    'number-invalid': 'There is no such number. Check it; abroad it begins with + and the country.',
    'number-premium-rate': 'Calls to this number cost extra, so Kuvert does not fax to it.',
    'number-country-blocked':
      'Faxes to this country are not allowed here. Ask your IT support if it is needed.',
    'contact-exists': 'There is a contact with this number already. Search for the number.',
    'contact-changed':
      'Somebody changed the contact just now. Nothing was saved; look at it and try again.',
  },
};

export type ContactsWords = typeof contactsEn;
