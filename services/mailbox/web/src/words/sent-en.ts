import { causesEn } from './causes-en.ts';
import { countOf as count } from './count-of.ts';
import { sdkEn } from './sdk-en.ts';

/** No number where time alone ends it. */
const ofAtMost = (most: number | null): string => (most === null ? '' : ` of ${most} at most`);

/** What was sent; loaded when somebody looks at it. */
export const sentEn = {
  causes: causesEn,
  label: 'What is open',
  show: 'Show',
  faxShare: 'How much goes by fax',
  shows: { all: 'All', 'under-way': 'Under way', attention: 'Needs attention' },
  empty: {
    all: 'Nothing has been sent yet.',
    'under-way': 'Nothing is under way.',
    attention: 'Nothing needs attention.',
  },
  chooseOne: 'Choose a message in the list.',
  drafts: {
    empty: 'You have no draft.',
    hint: 'What you write is saved here by itself until you send or discard it.',
    chooseOne: 'Choose a draft to go on writing.',
    noRecipient: 'No number yet',
    noAttachments: 'no attachments',
    attachments: (n: number) => count(n, 'attachment', 'attachments'),
    answer: 'answer',
    changed: (time: string) => `changed ${time}`,
    waits: 'waits for a colleague',
    declined: 'declined',
  },
  isAnswer: 'answer',
  by: (name: string) => `by ${name}`,
  marked: { arrived: 'marked as arrived', failed: 'marked as not arrived' },
  attempt: (n: number) => `Attempt ${n}`,

  now: {
    queued: 'It waits to be sent. Nobody has been called.',
    preparing: 'The pages are being made ready. Nobody has been called.',
    submitting: 'It is being handed over to the carrier.',
    accepted: 'The carrier has it and will call the number.',
    dialling: 'The carrier is calling the number.',
    delivered: 'It has arrived: the receiving machine took all of it.',
    cancelled: 'It was cancelled and has not been sent.',
  },
  canWithdraw: 'Until the number is called it can be cancelled.',
  withdrawing: 'The carrier is asked to take it out of its queue before it calls the number.',
  withdrawnTooLate:
    'It was to be cancelled, but was being called already. It is not tried again by itself.',
  pagesTold: (n: number) => `${count(n, 'page', 'pages')} confirmed`,
  pagesConfirmed: (held: number, of: number) =>
    `${held} of ${count(of, 'page', 'pages')} confirmed.`,
  nextTry: (time: string) => `next attempt ${time}`,
  nextTryOf: (time: string, attempt: number, most: number | null) =>
    `Next attempt ${time} (attempt ${attempt}${ofAtMost(most)}).`,
  tryOf: (attempt: number, most: number | null) => `Attempt ${attempt}${ofAtMost(most)}.`,
  triedBefore: (what: string) => `The attempt before: ${what}`,
  triedTimes: (n: number) => `Kuvert tried ${n} times.`,
  nextIsStandard: 'It goes at the sharpness Standard, which the machine there may take.',
  nextIsRest: (first: number, of: number) =>
    `Pages ${first}–${of} go; those before have arrived. A cover sheet says that it goes on.`,
  waitsForAccount: 'It waits: the carrier takes nothing from us right now.',
  waitsForAccountTodo:
    'Tell your IT support to look at the account with the carrier. It goes by itself when that is mended.',
  held: {
    'perhaps-wrong-number': {
      short: 'held: check the number',
      todo: 'Twice no fax answered, so Kuvert calls no more: it may be somebody else’s number. Check it with the recipient before you send again.',
    },
    'partly-arrived': {
      short: 'held: partly arrived',
      todo: 'Pages may lie in the machine there, so Kuvert sends no more by itself. Call the recipient and ask what has come, then send again.',
    },
    'carrier-account': {
      short: 'held: the carrier’s account',
      todo: 'Tell your IT support to look at the account with the carrier; send again when they have mended it.',
    },
  },
  failed: 'It has not arrived.',
  failedPartly: 'It has not arrived whole.',
  unknown: 'Nobody knows whether it arrived.',
  unknownReasons: {
    'submit-unanswered':
      'It was on its way to the carrier when contact was lost, and can’t be found there.',
    'never-told': 'The carrier took it and never told how it ended.',
    'no-response-after-last-page':
      'All pages went over, but the receiving machine did not confirm the last one.',
    'exchange-error': 'The message service gave it up without a receipt: it may have arrived.',
    restored:
      'It still waited when the backup was made that Kuvert was restored from: it may have gone since.',
  },
  unknownTodo:
    'Kuvert does not send it again by itself, since it could then arrive twice. Call the recipient and ask, then say here how it is.',
  possibleDuplicate: 'It may arrive twice: an earlier attempt may have arrived.',
  markedArrived: (name: string) => `Marked as arrived by ${name}:`,
  markedFailed: (name: string) => `Marked as not arrived by ${name}:`,

  undo: 'Take back and go on writing',
  cancel: 'Cancel the sending',
  tryNow: 'Try now',
  receipt: 'Receipt (PDF)',
  sendAgain: 'Send again',
  sendAgainUnsure: 'Send again (it may arrive twice)',
  markArrived: 'Mark as arrived',
  markFailed: 'Mark as not arrived',
  why: 'Why',
  whyHint: 'Stands in the timeline, where everybody in the department reads it.',
  whyArrived: ['The recipient says that it has come', 'The recipient has answered it'],
  whyFailed: ['The recipient says that nothing has come', 'It was settled in another way'],
  whyAgain: ['The recipient asked for it', 'The fault is mended'],
  whyOther: 'Another reason',
  whyOtherLabel: 'What reason',
  confirmAgain: (number: string) => `It is sent once more to ${number}, all pages.`,
  confirmAgainUnsure: (number: string) =>
    `It is sent once more to ${number}, all pages. Since the first attempt may have arrived, the recipient may get it twice.`,
  done: {
    cancelled: 'Cancelled: it is not sent.',
    askedToCancel: 'The carrier is asked to take it back. How that went is shown here.',
    tryingNow: 'It is tried now.',
    sentAgain: 'It is sent again.',
    arrived: 'Marked as arrived.',
    failed: 'Marked as not arrived.',
  },
  problems: {
    'already-dialling': 'Too late: it has left for the carrier. What becomes of it is shown here.',
    'delivery-changed': 'Something has happened to it just now. Look at how it is, then try again.',
    'sending-unavailable':
      'Nothing can be sent from this department right now. Tell your IT support.',
  },

  timeline: 'Timeline',
  nextQueued: (time: string) => `Next attempt set for ${time}`,
  heldNote: 'Held for a person: it is not sent again by itself.',
  machine: {
    queued: 'Put in the queue',
    preparing: 'Pages made ready',
    filed: 'Laid in the department’s mailbox',
    submitting: 'Handed over to the carrier',
    'not-reached': 'The carrier could not be reached; it waits for another try',
    'account-held': 'The carrier’s account takes no orders; it waits',
    'given-up': 'Given up',
    'taken-back': 'Taken back',
    restored: 'Kuvert was restored from a backup: outcome unknown',
    silence: 'No word for too long: outcome unknown',
    accepted: 'The carrier took it',
    dialling: 'The number is called',
    fetched: 'Fetched by the recipient’s system, not yet confirmed',
    unconfirmed: 'The last page was not confirmed: outcome unknown',
    delivered: 'Delivered',
    failed: 'Not delivered',
    cancelled: 'Cancelled at the carrier, before any call',
  },
  act: {
    'confirmed-number': 'Typed the last digits of the new number',
    'asked-approval': 'Asked a colleague to approve it',
    'took-approval-back': 'Took it back before anybody had approved it',
    approved: 'Approved and sent',
    declined: 'Declined',
    sent: 'Sent',
    cancelled: 'Cancelled',
    'asked-to-cancel': 'Asked for it back from the carrier',
    undone: 'Taken back to go on writing',
    'marked-arrived': 'Marked as arrived',
    'marked-failed': 'Marked as not arrived',
    'sent-again': 'Sent again',
    'tried-now': 'Next attempt made at once',
    'notified-there': 'Notified there: the mail server took a notice by mail',
    'opened-there': 'Opened there',
    'taken-there': 'Taken there',
    'answered-there': 'Answered there',
  },
  sources: {
    house: 'Kuvert',
    callback: 'The carrier told',
    poll: 'The carrier answered when asked',
  },
  late: 'late or once more: it changed nothing',
  evidence: (n: number) => `Everything that was told (${n})`,

  way: {
    name: 'Way',
    inHouse: (name: string) => `Sent as a secure message, because ${name} is here in the house.`,
    noSecure: 'Faxed, because no secure address of the recipient is known.',
    faxChosen: 'Faxed by the sender’s choice, although the recipient has a secure address.',
  },
  inHouse: {
    queued: 'It waits to be sent.',
    preparing: 'It is being made ready.',
    delivered: (name: string) =>
      `It is there: it lies in the mailbox of ${name}. That does not say that anybody has read it.`,
    pages: 'The pages as sent',
    pageAlt: (page: number, of: number, to: string) => `Page ${page} of ${of}, sent to ${to}`,
  },
  partner: {
    now: {
      queued: 'It waits to be laid ready.',
      preparing: 'It is being made ready.',
      accepted: 'It lies ready for the recipient. Their system has not fetched it yet.',
      delivered:
        'The recipient’s system has fetched and confirmed it. That does not say that anybody has read it.',
    },
    fetched: 'The recipient’s system has fetched it, and not yet confirmed it.',
    unknown: 'The recipient’s system did not confirm it in time.',
    unknownReason: 'It still lies there, and can be fetched.',
    unknownTodo:
      'Call the recipient and say that it lies ready, then say here how it is. Kuvert does not send it again by itself.',
    machine: {
      accepted: 'Lies ready for the recipient',
      delivered: 'The recipient’s system has fetched and confirmed it',
      silence: 'Not confirmed in time: outcome unknown',
    },
    told: 'The recipient’s system told',
    way: (name: string) =>
      `Sent as a secure message, because ${name} fetches messages with its own system.`,
  },
  sdk: sdkEn,
  room: {
    now: {
      queued: 'It waits to be sent.',
      preparing: 'It is being made ready.',
      delivered:
        'It is there: it lies in the recipient’s room. That does not say that anybody has read it.',
    },
    machine: { filed: 'Laid in the recipient’s room' },
    way: (name: string) =>
      `Sent as a secure message, because ${name} opens messages in the partner room.`,
  },
  facts: {
    to: 'To',
    from: 'From',
    sent: 'Sent',
    by: 'By',
    reference: 'Reference in the system',
    pages: 'Pages',
    resolution: 'Sharpness',
    resolutions: { standard: 'Standard', fine: 'Fine', superfine: 'Superfine' },
    code: 'Code',
    codeHint: 'On the cover sheet: a wrong receiver names the message by it.',
    carrier: 'Carrier',
    answers: 'Answers',
    showAnswered: 'What came',
  },
  pages: 'The pages as faxed',
  pageAlt: (page: number, of: number, to: string) => `Page ${page} of ${of}, faxed to ${to}`,
  notFound: 'It does not exist, or it belongs to a department that is not yours.',
};

export type SentWords = typeof sentEn;
