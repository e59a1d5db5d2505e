import { countOf as count } from './count-of.ts';
import type { FaxShareWords } from './fax-share-en.ts';

export const faxShareSv: FaxShareWords = {
  title: 'Så mycket går som fax',
  lead: (department) =>
    `Det som ${department} har skickat, per mottagare. Där de flesta faxen går kan faxen ta slut först.`,
  periods: { month: '30 dagar', year: '12 månader' },
  period: 'Tid',
  export: 'Spara som CSV',
  percent: (n) => `${n} % som fax`,
  sum: (faxed, secure) =>
    `${count(faxed, 'fax', 'fax')}, ${count(secure, 'säkert meddelande', 'säkra meddelanden')}.`,
  avoidable: (n) => `${count(n, 'fax', 'fax')} gick till mottagare som nu har en säker adress.`,
  none: 'Inget skickades under den tiden.',
  recipient: 'Mottagare',
  faxed: 'Fax',
  secure: 'Säkert',
  share: 'Andel',
  address: 'Säker adress',
  inHouse: (department) => `har en: ${department}`,
  isMore: 'Bara de med flest fax visas.',
};
