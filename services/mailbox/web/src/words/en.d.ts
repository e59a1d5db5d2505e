/** English, and by its type the list of all words that a language must have. */
export declare const en: {
  attentionReasons: Record<
    | 'conversion-failed'
    | 'conversion-limit'
    | 'damaged-beyond-reading'
    | 'encrypted-pdf'
    | 'jbig'
    | 'media-forbidden-address'
    | 'media-not-found'
    | 'media-refused'
    | 'media-too-large'
    | 'media-too-slow'
    | 'media-unreachable'
    | 'no-document'
    | 'not-a-fax-document'
    | 'too-many-pages'
    | 'too-many-pixels'
    | 'uncompressed-mode',
    import('./attention-en.ts').AttentionWords
  >;
  language: string;
  languages: string;
  skipToList: string;
  close: string;
  cancel: string;
  tryAgain: string;
  loading: string;
  help: string;
  more: string;
  today: string;
  yesterday: string;
  frame: {
    department: string;
    changeDepartment: string;
    views: string;
    loggedInAs: (name: string) => string;
    logOut: string;
    newCount: (n: number) => string;
  };
  views: {
    new: string;
    mine: string;
    taken: string;
    attention: string;
    done: string;
    all: string;
  };
  aged: {
    overAnHour: (n: number) => string;
    overADay: (n: number) => string;
  };
  list: {
    label: (view: string, department: string) => string;
    showOlder: string;
    unknownSender: string;
    to: (number: string) => string;
    pages: (n: number) => string;
    pagesLong: (n: number) => string;
    noDocument: string;
    open: string;
  };
  marks: {
    whole: string;
    damaged: (lines: number) => string;
    partial: string;
    attention: string;
    new: string;
    mine: string;
    taken: (name: string) => string;
    registered: string;
    'not-registered': string;
  };
  empty: {
    new: string;
    mine: string;
    taken: string;
    attention: string;
    done: string;
    all: string;
    lastFax: (time: string) => string;
    noFaxYet: string;
    linesChecked: (time: string) => string;
    chooseOne: string;
    chooseHint: string;
  };
  actions: {
    take: string;
    giveBack: string;
    takeOver: string;
    register: string;
    notRegister: string;
    reopen: string;
    fetchAgain: string;
    download: string;
    handle: string;
    downloadPdf: string;
    downloadOriginal: string;
    print: string;
    back: string;
    undo: string;
  };
  takeOver: {
    title: (name: string) => string;
    note: string;
    hint: string;
  };
  register: {
    title: string;
    system: string;
    systemHint: string;
    reference: string;
    referenceHint: string;
  };
  notRegister: {
    title: string;
    reason: string;
    reasons: string[];
    other: string;
    otherLabel: string;
    verb: string;
  };
  done: {
    taken: string;
    givenBack: string;
    takenOver: string;
    registered: (system: string, reference: string) => string;
    notRegistered: string;
    reopened: string;
    fetchAgain: string;
    nothingMoreNew: string;
  };
  reader: {
    from: string;
    to: string;
    tsi: string;
    tsiHint: string;
    received: string;
    available: string;
    carrier: string;
    carrierCopy: string;
    carrierCopies: {
      kept: string;
      deleted: string;
      'delete-failed': string;
      none: string;
    };
    carrierCopyWarning: string;
    pages: string;
    pagesOf: (held: number, announced: number) => string;
    integrity: string;
    details: string;
    timeline: string;
    showDetails: string;
    hideDetails: string;
    registeredIn: (system: string, reference: string) => string;
    notRegistered: (reason: string) => string;
    takenBy: (name: string) => string;
    takenByYou: string;
    carrierSays: string;
    nothingLost: string;
    noBytes: string;
  };
  integrity: {
    whole: string;
    damaged: (lines: number) => string;
    endedEarly: string;
    missingPages: (held: number, announced: number) => string;
    missingLines: (lines: number) => string;
    askAgain: string;
    blank: (pages: string, n: number) => string;
  };
  pages: {
    label: string;
    alt: (page: number, of: number, from: string) => string;
    page: (page: number, of: number) => string;
    position: (page: number, of: number) => string;
    previous: string;
    next: string;
    zoom: string;
    zooms: {
      width: string;
      page: string;
      actual: string;
      double: string;
    };
    layout: string;
    layouts: {
      continuous: string;
      single: string;
    };
    dim: string;
    failed: string;
  };
  timeline: {
    received: string;
    available: string;
    attention: string;
    taken: string;
    'given-back': string;
    'taken-over': string;
    registered: string;
    'not-registered': string;
    reopened: string;
    bySystem: string;
  };
  live: {
    offline: string;
    offlineSince: (time: string) => string;
    back: string;
    arrived: (department: string) => string;
  };
  session: {
    title: string;
    text: string;
    logIn: string;
  };
  errors: {
    alreadyTaken: (name: string) => string;
    alreadyDone: string;
    notTakenByYou: string;
    notDone: string;
    notFound: string;
    offline: string;
    unexpected: string;
    list: string;
    message: string;
    code: (code: string) => string;
  };
  shortcuts: {
    title: string;
    use: string;
    next: string;
    previous: string;
    open: string;
    take: string;
    nextNew: string;
    register: string;
    notRegister: string;
    details: string;
    help: string;
    or: string;
    off: string;
  };
  plain: {
    loginTitle: string;
    loginLead: string;
    loginButton: string;
    loginAgain: string;
    loginFailed: string;
    loginFailedHint: string;
    noDepartmentTitle: string;
    noDepartment: (name: string) => string;
    noDepartmentAgain: string;
    errorTitle: string;
    errorHome: string;
    printTitle: (title: string) => string;
    printPage: (page: number, of: number) => string;
    needsScript: string;
  };
};
export type Words = typeof en;
