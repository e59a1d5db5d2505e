/** English, and by its type the list of the words about referrals that a language must have. */
export const referralEn = {
  label: 'Referral',
  states: {
    received: 'Referral, to be assessed',
    accepted: 'Referral, accepted',
    'on-hold': 'Referral, waits for its completion',
    rejected: 'Referral, rejected',
    forwarded: 'Referral, forwarded',
    answered: 'Referral, answered',
  },
  answerBy: (day: string) => `Answer by ${day}`,
  overdue: (day: string) => `Overdue: was to be answered by ${day}`,
  accept: 'Accept',
  acceptAndWrite: 'Accept and write to the sender',
  askCompletion: 'Ask for completion',
  reject: 'Reject',
  answer: 'Answer the referral',
  completed: 'It has been completed',
  answeredElsewhere: 'Answered outside of Kuvert',
  reopen: 'Take up again',
  setDay: 'Set a day to answer by',
  changeDay: 'Change the day to answer by',
  unmark: 'No referral after all',
  moreActs: 'More about the referral',
  done: {
    marked: 'Marked as a referral.',
    dated: 'The day to answer by is changed.',
    unmarked: 'It is no referral any more.',
    accepted: 'Accepted.',
    acceptedUnseen: 'Accepted. The sender does not see that by itself.',
    received: 'Taken up again.',
    completed: 'Completed: it is to be assessed again.',
    answered: 'Answered.',
  },
  dialog: {
    mark: 'Mark as a referral',
    change: 'The day to answer by',
    lead: 'Somebody waits for an answer. It stands among Referrals until it is answered or rejected.',
    day: 'Answer by (need not be)',
    hint: 'Days count as in the calendar here. Leave it empty where there is no such day.',
    markVerb: 'Mark',
    changeVerb: 'Save',
  },
  problems: {
    'referral-stays':
      'It stays a referral: its sender says so, or somebody has worked with it. Nothing has been changed.',
    'referral-step-wrong': 'Somebody else has just moved it. Look at how it is now.',
    'not-a-referral': 'It is no referral any more. Nothing has been changed.',
    'answer-by-wrong': 'Choose today or a later day, within two years. Nothing has been changed.',
  },
};

export type ReferralWords = typeof referralEn;
