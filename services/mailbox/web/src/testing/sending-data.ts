import type {
  Contact,
  Delivery,
  Draft,
  MachineEvent,
  Sending,
  SendingSummary,
} from '../../../src/http/api.ts';

/** Data of what goes out, for tests: a plain case, and what differs from it. */

const from = { national: '0225-456 00', full: '+4622545600' };
const to = { national: '0226-64 50 00', full: '+46226645000' };

export const contact = (some: Partial<Contact> = {}): Contact => ({
  id: 'contact-1',
  departmentId: 'department-1',
  name: 'Avesta lasarett',
  number: to,
  note: null,
  version: 0,
  verified: null,
  numberRefusedAt: null,
  removed: false,
  ...some,
});

export const draft = (some: Partial<Draft> = {}): Draft => ({
  id: 'draft-1',
  departmentId: 'department-1',
  version: 1,
  createdAt: '2026-11-22T07:00:00.000Z',
  changedAt: '2026-11-22T07:00:00.000Z',
  to: null,
  recipient: null,
  recipientName: '',
  subject: '',
  message: '',
  cover: true,
  language: 'sv',
  resolution: 'fine',
  wishesFax: false,
  referralStep: null,
  from,
  replyTo: null,
  approval: null,
  attachments: [],
  fax: null,
  ...some,
});

export const delivery = (some: Partial<Delivery> = {}): Delivery => ({
  id: 'delivery-1',
  attempt: 1,
  state: 'delivered',
  cause: null,
  unknown: null,
  carrier: 'Carrier',
  queuedAt: '2026-11-22T08:12:00.000Z',
  dueAt: '2026-11-22T08:12:10.000Z',
  changedAt: '2026-11-22T08:14:00.000Z',
  submittedAt: '2026-11-22T08:12:11.000Z',
  pagesConfirmed: 3,
  possibleDuplicate: false,
  automatic: false,
  held: null,
  waitsFor: null,
  firstPage: 1,
  resolution: null,
  withdrawal: null,
  ...some,
});

export const sendingSummary = (some: Partial<SendingSummary> = {}): SendingSummary => ({
  id: 'sending-1',
  departmentId: 'department-1',
  to,
  from,
  way: { channel: 'fax', department: null, partner: null, reason: 'no-secure-address' },
  pages: 3,
  resolution: 'fine',
  code: 'KQ7-2M4',
  replyTo: null,
  sentAt: '2026-11-22T08:12:00.000Z',
  sentBy: { id: 'anna', name: 'Anna', kind: 'person' },
  reference: null,
  delivery: delivery(),
  retry: null,
  mark: null,
  can: { undo: false, cancel: false, tryNow: false, resolve: false, sendAgain: false },
  ...some,
});

export const machineEvent = (some: Partial<MachineEvent> = {}): MachineEvent => ({
  at: '2026-11-22T08:14:00.000Z',
  deliveryId: 'delivery-1',
  attempt: 1,
  source: 'callback',
  kind: 'delivered',
  cause: null,
  unknown: null,
  pages: 3,
  changed: true,
  evidence: {},
  ...some,
});

export const sending = (some: Partial<Sending> = {}): Sending => ({
  ...sendingSummary(),
  deliveries: [delivery()],
  machines: [machineEvent()],
  people: [],
  incident: null,
  ...some,
});
