import { countOf as count } from './count-of.ts';
import type { TimelineWords } from './timeline-en.ts';

export const timelineSv: TimelineWords = {
  received: 'Mottaget',
  available: 'Läsbart',
  attention: 'Kräver åtgärd',
  taken: 'Taget',
  'given-back': 'Tillbakalämnat',
  'taken-over': 'Övertaget',
  registered: 'Registrerat',
  'not-registered': 'Ska inte registreras',
  reopened: 'Öppnat igen',
  opened: 'Öppnat',
  'opened-by-glass': 'Öppnat från en annan avdelning',
  answered: 'Besvarat',
  'answer-taken-back': 'Svaret taget tillbaka',
  forwarded: 'Skickat vidare',
  'forwarded-here': 'Skickat vidare hit',
  'sent-here': 'Skickat hit som säkert meddelande',
  confirmed: {
    received: (number) => `Bekräftelse till ${number}: det har kommit`,
    taken: (number) => `Bekräftelse till ${number}: det är taget`,
    why: 'Avdelningen bekräftar fax från kontrollerade kontakter.',
  },
  reminded: {
    'completion-missing': (to) => `Påminnelse till ${to}: kompletteringen saknas`,
    'not-answered': (to) => `Påminnelse till ${to}: inte besvarad än`,
  },
  quarantined: 'Lagt åt sidan som skräp',
  released: 'Inte skräp',
  exported: 'Lagt i exportmappen',
  'export-held': 'Ännu inte i exportmappen',
  notified: 'Aviserat med e-post',
  'not-notified': 'Kunde inte aviseras',
  'referral-marked': 'Markerat som remiss',
  'referral-unmarked': 'Ingen remiss ändå',
  'referral-answer-by': 'Svar väntas en annan dag',
  'referral-received': 'Remissen upptagen igen',
  'referral-completed': 'Remissen kompletterad av avsändaren',
  'referral-answer-failed': 'Svaret kom inte fram; remissen är som den var',
  'referral-accepted': 'Remissen accepterad',
  'referral-on-hold': 'Komplettering av remissen begärd',
  'referral-rejected': 'Remissen avvisad',
  'referral-answered': 'Remissen besvarad',
  restricted: 'Begränsat till',
  'restriction-changed': 'Begränsat på nytt till',
  'restriction-taken-over': 'Begränsning övertagen',
  'restriction-inherited': 'Begränsat som det som kom före, till',
  'restriction-lifted': 'Begränsning hävd',
  bySystem: 'Kuvert',
  byMailServer: 'E-postservern',
  exportHeld: (code) =>
    `Det läggs dit av sig självt när felet är åtgärdat. Säg till er it-support: ${code}`,
  noticed: {
    arrived: (addresses) =>
      `E-postservern tog emot aviseringen om att något har kommit, till ${count(addresses, 'adress', 'adresser')}. Det säger inte att någon har läst den.`,
    'referral-due': (addresses) =>
      `E-postservern tog emot aviseringen om att ett svar väntas, till ${count(addresses, 'adress', 'adresser')}. Det säger inte att någon har läst den.`,
    untaken: (addresses) =>
      `E-postservern tog emot aviseringen om att ingen har tagit det, till ${count(addresses, 'adress', 'adresser')}. Det säger inte att någon har läst den.`,
  },
  notNoticed: (addresses) =>
    `Ingen avisering kunde lämnas till ${count(addresses, 'adress', 'adresser')} hos avdelningen. Säg till er it-support.`,
};
