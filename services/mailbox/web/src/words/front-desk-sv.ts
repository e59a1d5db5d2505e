import { countOf as count } from './count-of.ts';
import type { FrontDeskWords } from './front-desk-en.ts';

export const frontDeskSv: FrontDeskWords = {
  title: 'Kom mitt fax fram?',
  lead: 'Sök på numret som faxet skickades från, eller på vårt som det skickades till. Du ser att det kom och hur det är, aldrig sidorna.',
  mailbox: 'Till brevlådan',
  number: 'Nummer',
  numberHint: 'Avsändarens, eller vårt som de faxade till om deras är dolt.',
  day: 'Till och med',
  days: 'Och bakåt',
  periods: { 1: 'Den dagen', 7: 'En vecka', 31: 'En månad' },
  find: 'Sök',
  recorded: 'Varje sökning antecknas.',
  problems: {
    number: 'Det är inget telefonnummer.',
    form: 'Skriv ett nummer och en dag.',
  },
  found: (n) => count(n, 'fax', 'fax'),
  none: 'Inget fax från eller till det numret de dagarna.',
  locked:
    'Svaret gäller inte alla avdelningar: några kräver en starkare inloggning än din. Det som har kommit till dem visas inte.',
  logIn: (level) => `Logga in på ${level}`,
  noneMore:
    'Ett samtal som aldrig nådde vår linje är okänt här: det var upptaget eller ett annat nummer. Fråga avsändaren vad deras maskin säger.',
  isMore: 'Det finns fler: välj färre dagar.',
  route: (from, to, department) => `${from} till ${to}, ${department}`,
  withheld: 'Dolt nummer',
  arriving: 'På väg: samtalet kom, sidorna hämtas.',
  failed: 'Samtalet kom, men inget fax som går att läsa.',
  arrived: (pages) => `Framme: ${count(pages, 'sida', 'sidor')}.`,
  marks: {
    whole: 'Helt.',
    damaged: (lines) => `Störningar på linjen skadade ${count(lines, 'rad', 'rader')}.`,
    partial: (pages, announced) =>
      `Inte helt: ${pages} av ${count(announced, 'sida', 'sidor')} kom, eller slutet saknas.`,
    partialEnd: 'Inte helt: det bröts, eller rader saknas.',
  },
  handling: {
    new: 'Ingen har tagit det ännu.',
    taken: (time) => `Någon har det sedan ${time}.`,
    registered: (time) => `Registrerat ${time}.`,
    'not-registered': (time) => `Klart ${time}, utan att registreras.`,
    quarantined: (time) => `Ligger åt sidan som skräp sedan ${time}; avdelningen kan ta fram det.`,
  },
  reference: (text) => `Vår referens ${text}`,
};
