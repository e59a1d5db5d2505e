import type { SendingWords } from './sending-en.ts';

const states: SendingWords['states'] = {
  queued: 'väntar',
  preparing: 'förbereds',
  submitting: 'lämnas över',
  accepted: 'hos operatören',
  dialling: 'rings upp',
  delivered: 'framme',
  failed: 'kom inte fram',
  unknown: 'okänt utfall',
  cancelled: 'avbrutet',
};

export const sendingSv: SendingWords = {
  write: 'Nytt meddelande',
  answer: 'Svara',
  skipToWriting: 'Till texten',
  sent: 'Skickat',
  drafts: 'Utkast',
  approvals: 'Att godkänna',
  toApprove: (n) => `${n} att godkänna`,
  contacts: 'Kontakter',
  saveContact: 'Spara som kontakt',
  underWay: (n) => `${n} på väg`,
  attention: (n) => `${n} kräver åtgärd`,
  states,
  /** Of what a partner's system fetches. */
  partnerStates: {
    ...states,
    accepted: 'ligger klart för mottagaren',
    delivered: 'hämtat av deras system',
    unknown: 'inte hämtat i tid',
  },
  /** Of what goes by SDK. */
  sdkStates: {
    ...states,
    accepted: 'på väg',
    delivered: 'kvitterat av deras system',
  },
  answered: 'Besvarat',
  answeredBy: (name) => `av ${name}`,
  showAnswer: 'Visa svaret',
  olderAnswers: (n) => `Tidigare svar: ${n}. De finns under Skickat.`,
  notLoaded: 'Den här delen av Kuvert gick inte att hämta. Inget är förlorat; försök igen.',
};
