/** Wrong recipients; loaded when somebody looks at them. */
export const incidentEn = {
  title: 'Incidents',
  label: 'The opened incident',
  show: 'Show',
  shows: { open: 'Open', all: 'All' },
  empty: {
    open: 'No open incident.',
    all: 'Nothing has come or gone to a wrong recipient.',
  },
  chooseOne: 'Choose an incident in the list.',
  direction: {
    in: 'Came here by mistake',
    out: 'Went to a wrong recipient',
  },
  number: {
    in: (number: string) => `from ${number}`,
    out: (number: string) => `to ${number}`,
  },
  isOpen: 'Open: somebody has to assess it.',
  isClosed: 'Closed.',
  open: 'open',
  closed: 'closed',
  how: {
    'receiver-told': 'The one who got it told us',
    'recipient-told': 'The right recipient got nothing',
    'sender-told': 'The sender told us',
    'seen-here': 'We noticed ourselves',
    other: 'In another way',
  },
  outcome: {
    notified: 'The authority has been told',
    'not-notified': 'Assessed: the authority need not be told',
  },
  notFound: 'This incident does not exist, or it belongs to a department that is not yours.',

  code: {
    label: 'Code on the cover sheet',
    hint: 'Somebody calls about a fax that is not theirs? Ask for the code.',
    find: 'Find',
    none: 'Nothing that your departments have sent has this code.',
    wrong: 'A code looks like K7Q4-M2XP.',
  },

  report: {
    verb: 'Wrong recipient',
    title: {
      out: (number: string) => `Wrong recipient: ${number}`,
      in: (number: string) => `Came here by mistake: ${number}`,
    },
    lead: {
      out: 'The message, its timeline and its hashes are kept as an incident. It is not sent there again.',
      in: 'The message, its timeline and its hashes are kept as an incident. It stays where it is.',
    },
    how: 'How was it noticed?',
    when: 'When was it noticed?',
    whenHint: 'The hours for telling the authority count from then.',
    note: 'What happened (need not be)',
    noteHint: 'Sealed for your department. Whom did you speak to, what becomes of the paper?',
    submit: 'Report',
    done: 'Reported as an incident.',
    alreadyReported: 'Reported as gone to a wrong recipient.',
  },

  deadlines: 'Time left to tell',
  law: {
    nis2: 'NIS2, early warning (24 h)',
    gdpr: 'GDPR art. 33, the data protection authority (72 h)',
  },
  left: (time: string) => `${time} left`,
  over: (time: string) => `passed ${time} ago`,
  until: (time: string) => `until ${time}`,
  hours: (n: number) => `${n} h`,
  minutes: (n: number) => `${n} min`,
  assess: 'Whether it must be told is yours to assess; Kuvert tells nobody by itself.',

  export: 'Export (ZIP)',
  exportHint: 'A report as PDF/A and the audit trail of this message.',
  note: 'Add a note',
  close: 'Close',
  reopen: 'Open again',
  noteTitle: 'Add a note',
  noteLabel: 'Note',
  noteHint: 'Sealed for your department, and part of the export. It can’t be changed afterwards.',
  closeTitle: 'Close the incident',
  closeOutcome: 'Has the authority been told?',
  closeWhy: 'Why, and what you did',
  reopenTitle: 'Open the incident again',
  reopenWhy: 'Why',
  done: {
    noted: 'The note is kept.',
    closed: 'Closed.',
    reopened: 'Open again.',
  },

  act: {
    opened: 'Reported as an incident',
    noted: 'Note',
    closed: 'Incident closed',
    reopened: 'Incident opened again',
  },

  pages: 'The pages',
  showPages: 'Show the pages',
  pagesAudited:
    'The pages are not shown until you ask for them. That you looked at them stands in the audit trail.',
  pagesGone: (department: string) =>
    `The pages are with ${department} now. Nobody here can open them any more; what is kept here are their hashes.`,
  pagesNone: 'No pages are kept of it.',
  pageAlt: (page: number, of: number, number: string) => `Page ${page} of ${of}, ${number}`,

  facts: {
    title: 'Details',
    direction: 'What',
    number: 'Number',
    department: 'Department',
    pages: 'Pages',
    noticed: 'Noticed',
    how: 'How',
    reported: 'Reported',
    by: 'By',
    state: 'State',
    fax: 'The message',
    showFax: 'Look at the message',
    hash: (kind: string) => `SHA-256, ${kind}`,
    kinds: {
      original: 'the original',
      pdf: 'the PDF',
      searchable: 'the PDF with text',
      text: 'the text',
      outgoing: 'the pages as written',
      sent: 'the pages as sent',
    },
  },

  sheet: {
    title: 'Incident',
    events: 'Timeline',
    about: 'About this report',
    aboutContent:
      'It holds no page and no word of the message. SHA-256 is of the documents as they were when the incident was reported.',
    aboutAudit: (rows: number, sha256: string) =>
      `audit.json beside this report has ${rows} rows of the audit trail; its SHA-256 is ${sha256}.`,
    aboutMore: 'There are more rows than a file holds: ask the operator for the rest.',
    made: (time: string, name: string) => `Made by Kuvert ${time}, asked for by ${name}.`,
    identifier: 'Id',
    code: 'Code on the cover sheet',
    deadline: {
      nis2: 'NIS2, 24 h',
      gdpr: 'GDPR art. 33, 72 h',
    },
  },
  problems: {
    'incident-closed': 'Somebody else has just closed it.',
    'incident-open': 'Somebody else has just done so.',
    'nothing-left': 'Nothing has left the house: cancel the sending instead.',
    'request-invalid': 'The time can’t be: it lies before the message, or in the future.',
  },
};

export type IncidentWords = typeof incidentEn;
