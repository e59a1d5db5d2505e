import { countOf as count } from './count-of.ts';

/** Writing a fax; loaded together with the composer. */
export const composeEn = {
  label: 'What you write',
  titleNew: 'New message',
  titleAnswer: (to: string) => `Answer to ${to}`,
  titleAnswerWithheld: 'Answer to a withheld number',
  close: 'Close; the draft is kept',
  notYet: 'Not saved yet',
  saving: 'Saving …',
  saved: 'Saved',
  notSavedOffline: 'Not saved: no contact. We go on trying; leave this window open.',
  notSaved: 'Not saved. We go on trying; leave this window open.',
  gone: 'This draft is not there any more: it was sent or discarded, perhaps in another window.',
  conflict: 'The draft was changed in another window. What stands here is not saved.',
  keepMine: 'Keep what stands here',
  takeTheirs: 'Take what was saved there',

  send: 'Send',
  sendTo: (number: string) => `Send to ${number}`,
  sendKeys: 'Ctrl + Enter sends.',
  sendingTo: (number: string) => `Sending to ${number}.`,
  sendingNow: 'Being sent …',
  takenBack: 'Taken back: nothing was sent. Go on writing.',
  discard: 'Discard',
  discarded: 'The draft is discarded.',

  to: 'To',
  toHint:
    'A fax number, abroad with + and the country code, or a part of a contact’s or a partner’s name.',
  offered: 'Contacts and partners',
  offeredPartner: 'partner, secure message',
  toWithheld: 'The caller hid the number: find it in another way.',
  from: (number: string) => `It is sent from ${number}.`,
  delivered: 'A fax arrived there',
  willAsk: {
    digits: 'New to your department: you will be asked for its last four digits.',
    colleague: 'New to your department: a colleague has to approve what goes there.',
  },
  ask: 'Ask a colleague',
  askingNow: 'Being handed over …',
  asked: (number: string) => `The message to ${number} waits for a colleague’s approval.`,
  declined: (name: string) => `Not sent: ${name} declined it.`,
  nearMiss: {
    question: (name: string, number: string) => `Did you mean ${name}, ${number}?`,
    earlier: 'an earlier recipient',
    slips: {
      digit: 'One digit differs.',
      swapped: 'Two digits stand the other way round.',
      missing: 'One digit is missing.',
      doubled: 'One digit stands twice.',
    },
    take: (number: string) => `Take ${number}`,
  },
  secondLook: {
    title: 'A second look at the number',
    why: 'Nobody in the department has verified this number, and no fax has arrived there yet. With one wrong digit it goes to a stranger.',
    todo: 'Look where you have the number from: a letter, a decision, a web site. Type its last four digits.',
    todoAnswer:
      'The number is what the caller’s telephone showed, and that can be forged. Look at the letterhead or web site, and type the last four digits.',
    near: (name: string, number: string) => `It is nearly the number of ${name}, ${number}.`,
    digits: 'The last four digits',
    fillIn: 'Type four digits.',
    wrong: 'These are not the last four digits. Compare the whole number before you go on.',
    verb: 'Send',
  },
  way: {
    inHouse: (name: string) => `${name} is here in the house.`,
    partner: (name: string) => `${name} fetches messages with its own system.`,
    bySdk: (name: string) => `${name} is reached by SDK.`,
    sentBySdk:
      'It goes as a secure message by SDK (Säker digital kommunikation), encrypted all the way to their organisation. Nothing is faxed.',
    room: (name: string) => `${name} opens messages in the partner room.`,
    inRoom:
      'It goes to their room as a secure message: encrypted all the way, there at once, opened after a login. Nothing is faxed.',
    ready:
      'It lies ready for them as a secure message until their system fetches it, encrypted all the way there. Nothing is faxed.',
    secure:
      'It goes to their mailbox as a secure message: encrypted all the way, there at once. Nothing is faxed.',
    faxInstead: 'Fax it instead',
    faxed: 'It is faxed, since you asked for that.',
    sendSecurely: 'Send as a secure message',
    refused: {
      'no-address': 'There is no way to the recipient.',
      'fax-not-allowed':
        'Fax is not allowed for this, and no secure address of the recipient is known. Ask your IT support which way it may go.',
      'assurance-not-reached':
        'This has to go by a safer way than any that is known to the recipient. Ask your IT support.',
    },
    noFax: 'Fax is not allowed here.',
  },
  answers: { fax: 'Answers the fax of', message: 'Answers the message of' },
  recipientName: 'Name on the cover sheet',
  recipientNameHint: 'Whom it is for where it arrives: a person, a profession or a unit.',
  subject: 'Subject',
  subjectHint: 'The cover sheet may lie open where it is received: no names, no personal numbers.',
  message: 'Message',
  tooLong: (most: number) => `At most ${most} characters.`,

  cover: 'Cover sheet',
  coverHint:
    'Carries the message, the call-back number, and a code by which a wrong receiver can report it.',
  noCover: 'Only the attachments are faxed: no message, no call-back number, no code.',
  coverLanguage: 'Language of the cover sheet',
  coverLanguages: { sv: 'Swedish', da: 'Danish', en: 'English' },
  resolution: 'Sharpness',
  resolutions: { standard: 'Standard', fine: 'Fine', superfine: 'Superfine' },
  resolutionHints: {
    standard: 'Fastest. Large, plain text.',
    fine: 'The usual choice.',
    superfine: 'Small print. Slow, and not every machine takes it.',
  },

  attachments: 'Attachments',
  attach: 'Attach files',
  attachHint:
    'Or drop them here. PDF, PNG, JPEG, TIFF or text; at most 20 MB each, 50 MB together.',
  drop: 'Drop the files to attach them',
  noFolders: 'A folder can’t be attached. Choose the files in it.',
  waiting: 'Waiting',
  uploading: (name: string) => `Uploading ${name}`,
  percent: (n: number) => `${n} %`,
  attached: (name: string) => `${name} is attached.`,
  removed: (name: string) => `${name} is removed.`,
  moved: (name: string, place: number) => `${name} is now number ${place}.`,
  remove: (name: string) => `Remove ${name}`,
  stop: (name: string) => `Stop uploading ${name}`,
  again: (name: string) => `Try ${name} again`,
  moveUp: (name: string) => `Move ${name} up`,
  moveDown: (name: string) => `Move ${name} down`,

  write: 'Write',
  parts: 'What to see',
  pageCount: (n: number) => count(n, 'page', 'pages'),
  original: { fax: 'The fax you answer', message: 'The message you answer' },
  making: 'Making the pages …',
  outdated: 'You have changed it since. New pages are made when you pause.',
  makePages: 'Make the pages',
  /** Of its pages, where a machine prints them. */
  asFaxed: {
    pages: 'As it will be faxed',
    nothingYet: 'The pages are shown here as they will be faxed.',
    blank: (pages: string, n: number) =>
      n === 1
        ? `Page ${pages} is blank. It is faxed all the same.`
        : `Pages ${pages} are blank. They are faxed all the same.`,
    pageAlt: (page: number, of: number) => `Page ${page} of ${of} as it will be faxed`,
  },
  /** Of its pages, where it goes securely. */
  asSeen: {
    pages: 'As it will be seen',
    nothingYet: 'The pages are shown here as the recipient will see them.',
    blank: (pages: string, n: number) =>
      n === 1
        ? `Page ${pages} is blank. It is sent all the same.`
        : `Pages ${pages} are blank. They are sent all the same.`,
    pageAlt: (page: number, of: number) => `Page ${page} of ${of} as the recipient will see it`,
  },

  referralStep: {
    label: 'What the answer does with the referral',
    steps: {
      answered: 'Answers it',
      'on-hold': 'Asks for completion',
      rejected: 'Rejects it',
      accepted: 'Accepts it',
      none: 'Nothing, it is a message',
    },
    hints: {
      answered: 'The referral is done when the answer is sent.',
      'on-hold': 'Write what is missing. The referral waits until that has come.',
      rejected: 'Write why. The referral is done when the answer is sent.',
      accepted: 'The referral stays among those to be answered.',
      none: 'The referral stays as it is.',
    },
  },
  problems: {
    'referral-words-missing':
      'Not yet: write why it is rejected, or what is missing, or attach a file that says so.',
    'referral-step-wrong':
      'Somebody else has just moved the referral. Choose anew what the answer does with it.',
    'not-a-referral': 'It is no referral any more. Choose that the answer is a message.',
    'number-missing': 'Fill in who it goes to.',
    'number-invalid': 'There is no such number. Check it; abroad it begins with + and the country.',
    'number-premium-rate': 'Calls to this number cost extra, so Kuvert does not fax to it.',
    'number-country-blocked':
      'Faxes to this country are not allowed here. Ask your IT support if it is needed.',
    'draft-incomplete': 'Fill in who it goes to.',
    'second-look-needed':
      'Not sent yet: the number is new to your department. Press Send and type its last four digits.',
    'second-look-wrong':
      'Not sent: what you typed are not the last four digits of the number. Compare the whole number.',
    'approval-needed': 'Not sent yet: the number is new to your department. Press Ask a colleague.',
    'approval-not-needed': 'Your department knows the number by now. Press Send.',
    'draft-waits': 'It waits for a colleague. Take it back under To approve to go on writing.',
    'fax-not-allowed':
      'Not sent: fax is not allowed for this, and no secure address of the recipient is known. Ask your IT support which way it may go.',
    'assurance-not-reached':
      'Not sent: this has to go by a safer way than any that is known to the recipient. Ask your IT support.',
    'draft-empty': 'There is nothing to send: switch the cover sheet on, or attach a file.',
    'attachment-encrypted': 'This PDF is locked with a password. Attach one that is not.',
    'attachment-damaged': 'This file is damaged. Save it once more and attach it anew.',
    'attachment-type-wrong':
      'A file of this kind can’t be sent. Save it as PDF and attach that instead.',
    'attachment-empty': 'This file is empty.',
    'too-many-attachments': 'There is no room for more than 20 attachments.',
    'attachments-too-large': 'With this file the attachments are more than 50 MB together.',
    'body-too-large': 'This file is larger than 20 MB.',
    'fax-too-long': 'This is more than 350 pages, which no carrier takes. Send it in parts.',
    'rate-limited': 'That was much at once. Wait a minute, then try again.',
    'converter-unavailable': 'The pages can’t be made right now. The draft is kept; try again.',
    'sending-unavailable':
      'Nothing can be sent from this department right now. The draft is kept; tell your IT support.',
    'login-required': 'The session had ended. Try it again when you are logged in.',
    'draft-changed': 'It was changed in another window just now. Look through it and try again.',
    'text-too-long': 'The text is longer than there is room for.',
    'attachment-missing': 'One file is not attached: try it again, or remove it.',
    offline: 'No contact with Kuvert. Try again when it is back.',
    unexpected: 'It did not work. The draft is kept; try again shortly.',
  },
};

export type ComposeWords = typeof composeEn;
export type ComposeProblem = keyof ComposeWords['problems'];
