import { countOf as count } from './count-of.ts';

/** The partners' room. */
export const roomEn = {
  name: 'Partner room',
  lead: 'Messages between your unit and the municipality, for the staff who handle them.',
  none: {
    title: 'You speak for no unit yet',
    text: (name: string) =>
      `You are logged in as ${name}. Ask whoever runs Kuvert at the municipality to let you in.`,
  },
  conversations: 'Messages',
  empty: 'Nothing has been sent or come yet.',
  write: 'Write a message',
  older: 'Older messages',
  newest: 'Newest messages',
  messages: (n: number) => count(n, 'message', 'messages'),
  states: {
    new: 'New',
    opened: 'Opened',
    there: 'Not taken yet',
    taken: 'Taken',
  },
  stateAt: {
    new: (time: string) => `came ${time}`,
    opened: (time: string) => `came ${time}`,
    there: (time: string) => `there since ${time}`,
    taken: (time: string) => time,
  },
  demands: (level: string) => `needs a login at ${level}`,
  guarded: {
    title: 'A stronger login is needed',
    text: (department: string, level: string) =>
      `${department} shows what it has written, and is written to, with a login at level of assurance ${level} or above.`,
    now: (level: string) => `You are logged in at ${level}.`,
    unsaid: 'Your login says no level.',
    hint: 'Log in with your service card, for example; then you are back here.',
    logIn: (level: string) => `Log in at ${level}`,
    write: (departments: string, level: string) =>
      `To write to ${departments} you need a login at level of assurance ${level} or above.`,
  },
  back: 'All messages',
  about: (label: string, department: string) => `${label}, ${department}`,
  ours: (name: string) => `You, ${name}`,
  theirs: (department: string, name: string) => `${department}, ${name}`,
  sent: (time: string) => `Lies in the department’s mailbox since ${time}.`,
  taken: (time: string) => `Taken ${time}.`,
  notTaken: 'Nobody there has taken it yet.',
  answered: (time: string) => `Answered ${time}.`,
  came: (time: string) => `Came ${time}.`,
  pages: (n: number) => count(n, 'page', 'pages'),
  showPages: (n: number) => `Show ${count(n, 'page', 'pages')}`,
  pageAlt: (page: number, of: number) => `Page ${page} of ${of}`,
  save: 'Save as PDF',
  recorded: 'What you open is recorded.',
  referral: {
    name: 'Referral',
    states: {
      received: 'Received',
      accepted: 'Accepted',
      'on-hold': 'Completion asked for',
      rejected: 'Rejected',
      answered: 'Answered',
    },
    forwarded: (department: string) => `Sent on to ${department}`,
    complete: 'Answer here',
    read: 'See the answer',
    completing: 'Complete the referral',
    answerBy: (day: string) => `Answer by ${day}`,
    overdue: (day: string) => `The answer was expected by ${day}`,
  },
  form: {
    answer: 'Answer',
    more: 'Write more',
    title: 'New message',
    to: 'To',
    from: 'From',
    label: 'What it is about',
    labelHint: 'For example the kind of document. It is sealed with the message.',
    referral: 'It is a referral',
    referralHint:
      'You will see here whether it is accepted, rejected, waits for you, or is answered.',
    answerBy: 'Answer wanted by',
    answerByHint: 'Leave it empty where no day matters.',
    text: 'Text',
    file: 'Files',
    fileHint:
      'PDF, or pictures and texts that become pages; 20 files and 20 MB together at most. Drop them here, or choose them.',
    files: 'Chosen files',
    removeFile: 'Remove',
    inFile: 'It was not sent: something is wrong with a file, see above.',
    send: 'Send',
    sending: 'Sending …',
    progress: 'Sent so far',
    closed: (name: string, day: string) =>
      `${name} is closed until ${day}. What you send lies in its mailbox; count on no answer before.`,
    optionGuarded: (name: string, level: string) => `${name} (needs a login at ${level})`,
    optionClosed: (name: string, day: string) => `${name} (closed until ${day})`,
    noDepartment: 'No department takes messages from partners yet.',
  },
  news: 'Something new has come.',
  showNews: 'Show it',
  problems: {
    'draft-empty': 'Write a text or choose a file.',
    'request-invalid': 'Say what it is about, and check that the text isn’t too long.',
    'body-too-large':
      'The files are larger than 20 MB together. Remove one, or send it as a message of its own.',
    'too-many-attachments':
      'A message has 20 files at most. Send the others as a message of their own.',
    'attachment-type-wrong':
      'Pages can’t be made of such a file. Choose a PDF, a picture or a text.',
    'attachment-encrypted': 'The PDF opens with a password alone. Save it without one.',
    'attachment-damaged': 'The file can’t be read. Save it anew and try again.',
    'attachment-empty': 'The file has no pages.',
    'attachment-too-complex': 'The file is too large or too complex to be made into pages.',
    'answer-by-wrong': 'Choose a day within two years by which you want the answer, or none.',
    'fax-too-long': 'The files have more pages than a message takes.',
    'not-found': 'You may no longer write to that department from that unit.',
    'message-sent-before':
      'This form was sent once, as it stood then. It lies under Messages; write what you have changed as a new one.',
    'login-too-weak':
      'The department now needs a stronger login. Open Write a message in another tab, log in there, then press Send again here.',
    'rate-limited': 'Too much at once. Wait a while and try again.',
    'login-required': 'You have been logged out. Log in in another tab, then press Send again.',
    other: 'It was not sent. Try again; pressed twice it is sent once.',
  },
};

export type RoomWords = typeof roomEn;
