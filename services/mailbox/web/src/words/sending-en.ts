const states = {
  queued: 'waiting',
  preparing: 'being made ready',
  submitting: 'being handed over',
  accepted: 'with the carrier',
  dialling: 'calling',
  delivered: 'delivered',
  failed: 'not delivered',
  unknown: 'outcome unknown',
  cancelled: 'cancelled',
};

/** What goes out, as far as the frame and the received fax speak of it. */
export const sendingEn = {
  write: 'New message',
  answer: 'Answer',
  skipToWriting: 'Go to the text',
  sent: 'Sent',
  drafts: 'Drafts',
  approvals: 'To approve',
  toApprove: (n: number) => `${n} to approve`,
  contacts: 'Contacts',
  saveContact: 'Save as a contact',
  underWay: (n: number) => `${n} under way`,
  attention: (n: number) => (n === 1 ? '1 needs attention' : `${n} need attention`),
  states,
  /** Of what a partner's system fetches. */
  partnerStates: {
    ...states,
    accepted: 'ready for the recipient',
    delivered: 'fetched by their system',
    unknown: 'not fetched in time',
  },
  /** Of what goes by SDK. */
  sdkStates: {
    ...states,
    accepted: 'on its way',
    delivered: 'confirmed by their system',
  },
  answered: 'Answered',
  answeredBy: (name: string) => `by ${name}`,
  showAnswer: 'Show the answer',
  olderAnswers: (n: number) => `Earlier answers: ${n}. They stand under Sent.`,
  notLoaded: 'This part of Kuvert could not be loaded. Nothing is lost; try again.',
};

export type SendingWords = typeof sendingEn;
