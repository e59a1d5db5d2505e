import type { AnnouncedWords } from './announced-en.ts';

export const announcedSv: AnnouncedWords = {
  label: 'Att känna till',
  memberByGroup: (name, department) =>
    `${name} har lagts till i ${department} genom en grupp i personalkatalogen.`,
  memberByGroupTodo: 'Om det inte stämmer: säg genast till den som sköter Kuvert.',
  breakGlass: (name, department, until) =>
    `${name}, som inte hör till ${department}, har öppnat avdelningen av ett angivet skäl, som längst till ${until}.`,
  breakGlassTodo: 'Det som läses där loggas.',
  seen: 'Sett',
  seenOf: (name, department) => `Sett: ${name}, ${department}`,
};
