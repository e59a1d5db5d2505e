import { countOf as count } from './count-of.ts';
/** What happened to a message, as its timeline says it; loaded with that. */
export const timelineEn = {
  received: 'Received',
  available: 'Readable',
  attention: 'Needs attention',
  taken: 'Taken',
  'given-back': 'Given back',
  'taken-over': 'Taken over',
  registered: 'Registered',
  'not-registered': 'Not to be registered',
  reopened: 'Reopened',
  opened: 'Opened',
  'opened-by-glass': 'Opened from another department',
  answered: 'Answered',
  'answer-taken-back': 'Answer taken back',
  forwarded: 'Forwarded',
  'forwarded-here': 'Forwarded here',
  'sent-here': 'Sent here as a secure message',
  confirmed: {
    received: (number: string) => `Confirmation to ${number}: it has come`,
    taken: (number: string) => `Confirmation to ${number}: it was taken`,
    why: 'The department confirms faxes from verified contacts.',
  },
  reminded: {
    'completion-missing': (to: string) => `Reminder to ${to}: completion is missing`,
    'not-answered': (to: string) => `Reminder to ${to}: not answered yet`,
  },
  quarantined: 'Set aside as junk',
  released: 'Not junk',
  exported: 'Put into the export folder',
  'export-held': 'Not in the export folder yet',
  notified: 'Notified by mail',
  'not-notified': 'Could not be notified',
  'referral-marked': 'Marked as a referral',
  'referral-unmarked': 'No referral after all',
  'referral-answer-by': 'Answer expected by another day',
  'referral-received': 'Referral taken up again',
  'referral-completed': 'Referral completed by its sender',
  'referral-answer-failed': 'The answer did not arrive; the referral is as before',
  'referral-accepted': 'Referral accepted',
  'referral-on-hold': 'Completion of the referral asked for',
  'referral-rejected': 'Referral rejected',
  'referral-answered': 'Referral answered',
  restricted: 'Restricted to',
  'restriction-changed': 'Restricted anew to',
  'restriction-taken-over': 'Restriction taken over',
  'restriction-inherited': 'Restricted as what came before it, to',
  'restriction-lifted': 'Restriction lifted',
  bySystem: 'Kuvert',
  byMailServer: 'The mail server',
  exportHeld: (code: string) =>
    `It goes there by itself once that is mended. Tell your IT support: ${code}`,
  noticed: {
    arrived: (addresses: number) =>
      `The mail server took the notice that something has come, to ${count(addresses, 'address', 'addresses')}. That does not say that anybody has read it.`,
    'referral-due': (addresses: number) =>
      `The mail server took the notice that an answer is expected, to ${count(addresses, 'address', 'addresses')}. That does not say that anybody has read it.`,
    untaken: (addresses: number) =>
      `The mail server took the notice that nobody has taken it, to ${count(addresses, 'address', 'addresses')}. That does not say that anybody has read it.`,
  },
  notNoticed: (addresses: number) =>
    `No notice could be delivered to ${count(addresses, 'address', 'addresses')} of the department. Tell your IT support.`,
};

export type TimelineWords = typeof timelineEn;
