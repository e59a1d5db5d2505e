import { countOf as count } from './count-of.ts';
import type { AnnouncedWords } from './announced-en.ts';

export const announcedSv: AnnouncedWords = {
  label: 'Att känna till',
  memberByGroup: (name, department) =>
    `${name} har lagts till i ${department} genom en grupp i personalkatalogen.`,
  memberByHand: (name, department) =>
    `${name} har lagts till i ${department}, eller fått en roll där, av en administratör.`,
  memberByGroupTodo: 'Om det inte stämmer: säg genast till den som sköter Kuvert.',
  breakGlass: (name, department, until) =>
    `${name}, som inte hör till ${department}, har öppnat avdelningen av ett angivet skäl, som längst till ${until}.`,
  breakGlassTodo: 'Det som läses där loggas.',
  whyGlass: 'Läs skälet',
  lookingInto: (department) => `Du ser in i ${department}, som inte är din avdelning.`,
  lookingUntil: (until, minutes) =>
    `${count(minutes, 'minut', 'minuter')} kvar, till ${until}. Det du öppnar loggas.`,
  endLooking: 'Avsluta nu',
  seen: 'Sett',
  seenOf: (name, department) => `Sett: ${name}, ${department}`,
};
