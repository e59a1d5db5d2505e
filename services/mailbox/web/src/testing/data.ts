import type {
  Boot,
  Counters,
  Department,
  Me,
  Message,
  MessageSummary,
  PageFacts,
} from '../../../src/http/api.ts';

/** Data for tests: a plain case, and what differs from it. */

export const now = new Date('2026-11-22T08:10:00.000Z');

const counters: Counters = {
  new: 0,
  newOverAnHour: 0,
  newOverADay: 0,
  taken: 0,
  takenOverADay: 0,
  mine: 0,
  attention: 0,
  referrals: 0,
  referralsOverdue: 0,
  quarantineUnseen: 0,
  quarantineUnseenOverAWeek: 0,
  oldestNewAt: null,
};

export const counted = (some: Partial<Counters>): Counters => ({ ...counters, ...some });

export const department = (some: Partial<Department> = {}): Department => ({
  id: 'department-1',
  name: 'Home care',
  role: 'handler',
  glass: null,
  unassigned: false,
  numbers: [],
  lastReceivedAt: '2026-11-22T06:41:00.000Z',
  counters,
  sending: {
    canSend: true,
    drafts: 0,
    underWay: 0,
    attention: 0,
    toApprove: 0,
    secondLook: 'digits',
  },
  openIncidents: 0,
  ...some,
});

export const me = (some: Partial<Me> = {}): Me => ({
  person: { id: 'anna', name: 'Anna' },
  locale: 'en',
  timeZone: 'Europe/Stockholm',
  csrfToken: 'token',
  loa: 'LoA3',
  locked: [],
  departments: [department()],
  frontDesk: false,
  auditor: false,
  administrator: false,
  announcements: 0,
  linesCheckedAt: '2026-11-22T08:10:00.000Z',
  ...some,
});

export const summary = (some: Partial<MessageSummary> = {}): MessageSummary => ({
  id: 'message-1',
  departmentId: 'department-1',
  from: { national: '0226-64 50 00', full: '+46226645000' },
  fromDepartment: null,
  partner: null,
  to: { national: '0225-456 00', full: '+4622545600' },
  tsi: 'HOSPITAL',
  carrier: 'Carrier',
  receivedAt: '2026-11-22T06:41:00.000Z',
  availableAt: '2026-11-22T06:41:02.000Z',
  pages: 3,
  integrity: {
    mark: 'whole',
    announcedPages: 3,
    damagedLines: 0,
    missingLines: 0,
    blankPages: [],
    endedEarly: false,
  },
  attention: null,
  handling: { state: 'new' },
  resend: false,
  referral: null,
  restrictedTo: null,
  ...some,
});

export const pageFacts = (some: Partial<PageFacts> = {}): PageFacts => ({
  page: 1,
  damagedLines: 0,
  damage: [],
  linesRun: 'down',
  missingLines: 0,
  endedEarly: false,
  lost: false,
  blank: false,
  turned: 0,
  ...some,
});

export const message = (some: Partial<Message> = {}): Message => ({
  ...summary(),
  errorText: null,
  carrierCopy: 'deleted',
  documents: [],
  pageFacts: [],
  intake: null,
  text: { state: 'ready', language: 'sv' },
  resends: [],
  timeline: [],
  answers: [],
  conversation: [],
  confirmations: [],
  reminders: [],
  forwardedFrom: null,
  incident: null,
  ...some,
});

export const boot = (some: Partial<Boot> = {}): Boot => ({
  me: me(),
  view: 'new',
  departmentId: 'department-1',
  list: { messages: [summary()], next: null },
  ...some,
});
