/** Where a message is that goes out, in the client API's words. */
export const outgoingStates = [
  'SCHEDULED',
  'SUBMITTED',
  'SCHEDULED_FOR_RESEND',
  'ACKNOWLEDGE',
  'WAITING_FOR_RECEIPT',
  'ACCEPTED',
  'REJECTED',
  'MESSAGE_EXCHANGE_ERROR',
] as const;
export type OutgoingState = (typeof outgoingStates)[number];

/** Where a message is that came in. */
export const incomingStates = ['RETRIEVED', 'RECEIPT_SENT', 'NEW'] as const;
export type IncomingState = (typeof incomingStates)[number];

/** What machines say of a message. `ACCEPTED`: the other system took it; never that anybody read it. */
export type MachineState = OutgoingState | IncomingState;

/** What people did, as far as anybody knows. */
export const peopleStates = [
  'NOTIFIED',
  'OPENED',
  'ANSWERED',
  'NOTIFY_FAILED',
  'RECALLED',
] as const;
export type PeopleState = (typeof peopleStates)[number];

/** The axis stands in the fact, so that the one is never taken for the other. */
export type MachineFact = { readonly axis: 'machine'; readonly state: MachineState };
export type PeopleFact = { readonly axis: 'people'; readonly state: PeopleState };
export type PartnerFact = MachineFact | PeopleFact;

/** Both truths of a message, side by side. */
export interface Exchange {
  readonly machine: MachineState;
  /** Undefined: nobody did anything that we know of. */
  readonly people: PeopleState | undefined;
}

/** No machine has anything to add. */
export const isFinal = (state: MachineState): boolean => following[state].length === 0;

/** A message is deleted by its client in a final state alone, so that none is lost on its way. */
export const mayDelete = isFinal;

/** What may come next; a message goes forward, but for the resends. */
const following: Readonly<Record<MachineState, readonly MachineState[]>> = {
  SCHEDULED: ['SUBMITTED', 'SCHEDULED_FOR_RESEND', 'MESSAGE_EXCHANGE_ERROR'],
  SUBMITTED: [
    'SCHEDULED_FOR_RESEND',
    'ACKNOWLEDGE',
    'WAITING_FOR_RECEIPT',
    'ACCEPTED',
    'REJECTED',
    'MESSAGE_EXCHANGE_ERROR',
  ],
  SCHEDULED_FOR_RESEND: ['SUBMITTED', 'MESSAGE_EXCHANGE_ERROR'],
  ACKNOWLEDGE: ['WAITING_FOR_RECEIPT', 'ACCEPTED', 'REJECTED', 'MESSAGE_EXCHANGE_ERROR'],
  WAITING_FOR_RECEIPT: ['ACCEPTED', 'REJECTED', 'MESSAGE_EXCHANGE_ERROR'],
  ACCEPTED: [],
  REJECTED: [],
  MESSAGE_EXCHANGE_ERROR: [],
  RETRIEVED: ['RECEIPT_SENT'],
  RECEIPT_SENT: ['NEW'],
  NEW: [],
};

/**
 * What a fact makes of a message. What machines say moves the machines' axis, what people did the people's, and neither
 * the other; a fact that comes late or out of order changes nothing. What was answered or recalled stays so.
 */
export const exchangeAfter = (exchange: Exchange, fact: PartnerFact): Exchange => {
  switch (fact.axis) {
    case 'machine':
      return following[exchange.machine].includes(fact.state)
        ? { ...exchange, machine: fact.state }
        : exchange;
    case 'people':
      return goesForward(exchange.people, fact.state)
        ? { ...exchange, people: fact.state }
        : exchange;
  }
};

const rank: Readonly<Record<PeopleState, number>> = {
  NOTIFY_FAILED: 1,
  NOTIFIED: 2,
  OPENED: 3,
  ANSWERED: 4,
  RECALLED: 5,
};

const goesForward = (before: PeopleState | undefined, after: PeopleState): boolean =>
  before === undefined || rank[after] > rank[before];
