/** What waits for a colleague; loaded when somebody looks at it. */
export const approvalsEn = {
  label: 'The message that waits for approval',
  empty: 'Nothing waits for approval.',
  hint: 'A message to a number that is new to your department waits here until a colleague of whoever wrote it has looked at it.',
  chooseOne: 'Choose a message to look at its number and pages.',
  by: (name: string) => `by ${name}`,
  own: 'written by you',
  waits: 'Waits for your approval',
  waitsOwn: 'Waits for a colleague’s approval',
  what: (name: string) => `${name} asks you to look at the number and the pages before they go.`,
  whatOwn: 'Somebody else in your department looks at it. Until then it stays as it is.',
  todo: 'Nobody has verified this number, and no fax has arrived there yet. Compare it with a letter, a decision or a web site: with one wrong digit it goes to a stranger.',
  todoAnswer:
    'The number is what the caller’s telephone showed, and that can be forged. Compare it with the letterhead or a web site.',
  contact: (name: string) => `${name}; nobody has verified the number.`,
  approve: (number: string) => `Approve and send to ${number}`,
  decline: 'Decline',
  takeBack: 'Take back and go on writing',
  approved: (number: string) => `Approved: it is sent to ${number}.`,
  declined: (name: string) => `Declined: it is back with ${name}.`,
  takenBack: 'Taken back. Go on writing.',
  why: 'Why',
  whyHint: 'The writer reads it, and it stands in the timeline of what is sent.',
  reasons: ['The number is another one', 'The wrong pages, or too many', 'It should not be faxed'],
  whyOther: 'Another reason',
  whyOtherLabel: 'What reason',
  facts: { askedBy: 'Written by', askedAt: 'Waits since' },
  pages: 'The pages as they will be faxed',
  pageAlt: (page: number, of: number) => `Page ${page} of ${of} as it will be faxed`,
  blank: (pages: string) => `Blank, and faxed all the same: page ${pages}.`,
  problems: {
    'approval-ended':
      'It waits no more: somebody else has approved or declined it, or it was taken back.',
    'approval-own': 'Somebody else in your department has to look at it.',
    'draft-changed': 'It was changed meanwhile. Look at it again.',
    'draft-not-prepared':
      'The pages must be made anew: ask the writer to take it back and ask once more.',
  },
  notFound:
    'It does not wait for approval: it was approved, declined or taken back, or it belongs to a department that is not yours. What was sent stands under Sent.',
};

export type ApprovalsWords = typeof approvalsEn;
