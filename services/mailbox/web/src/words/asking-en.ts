/** What somebody is asked before something is done with a fax; loaded with the dialog that asks. */
export const askingEn = {
  takeOver: {
    title: (name: string) => `Take over from ${name}`,
    note: 'Why',
    hint: 'Stands in the timeline, where everybody in the department reads it.',
  },
  register: {
    title: 'Register',
    system: 'System',
    systemHint: 'For example the registry or the patient record',
    reference: 'Reference',
    referenceHint: 'The number that it has there',
  },
  notRegister: {
    title: 'Not to be registered',
    reason: 'Reason',
    reasons: ['Advertising', 'Sent here by mistake', 'Duplicate'],
    other: 'Another reason',
    otherLabel: 'What reason',
    verb: 'Mark as not to be registered',
  },
  forward: {
    title: 'Not ours',
    where: 'Where does it belong?',
    inside: 'With another department',
    outside: 'Outside of the house: tell the sender the right number',
    department: 'The department that it is for',
    choose: 'Choose a department',
    reason: 'A word to them (need not be)',
    reasonHint: 'Stands in the timeline of both departments.',
    warning: 'It goes there at once, and your department can no longer read its pages.',
    failed: 'The departments could not be loaded. Nothing has been changed; try again shortly.',
    incident: 'Report it as an incident: it came to a wrong recipient',
    verb: 'Forward',
  },
  giveBack: {
    what: 'An answer to the sender is begun for you: that it came here by mistake, and the right number. Nothing of its content is in it. You see it before you send it. It is reported as an incident and done here.',
    number: 'The right number',
    hint: 'As you would dial it; abroad with + and the country code.',
    wrong: 'Write a telephone number.',
    verb: 'Write to the sender',
  },
};

export type AskingWords = typeof askingEn;
