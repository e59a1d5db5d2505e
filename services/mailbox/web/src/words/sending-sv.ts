import type { SendingWords } from './sending-en.ts';

export const sendingSv: SendingWords = {
  write: 'Nytt fax',
  answer: 'Svara',
  skipToWriting: 'Till texten',
  sent: 'Skickat',
  drafts: 'Utkast',
  contacts: 'Kontakter',
  saveContact: 'Spara som kontakt',
  underWay: (n) => `${n} på väg`,
  attention: (n) => `${n} kräver åtgärd`,
  states: {
    queued: 'väntar',
    preparing: 'förbereds',
    submitting: 'lämnas över',
    accepted: 'hos operatören',
    dialling: 'rings upp',
    delivered: 'framme',
    failed: 'kom inte fram',
    unknown: 'okänt utfall',
    cancelled: 'avbrutet',
  },
  answered: 'Besvarat',
  answeredBy: (name) => `av ${name}`,
  showAnswer: 'Visa svaret',
  olderAnswers: (n) => `Tidigare svar: ${n}. De finns under Skickat.`,
  notLoaded: 'Den här delen av Kuvert gick inte att hämta. Inget är förlorat; försök igen.',
};
