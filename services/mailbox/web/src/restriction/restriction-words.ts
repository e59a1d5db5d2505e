import type { Locale } from '../../../src/http/api.ts';

const en = {
  restrict: 'Restrict to…',
  change: 'Change who can open it…',
  lift: 'Open it to everybody again',
  undo: 'Undo',
  title: 'Who can open it?',
  hint: 'The others see that something restricted is here, since when, and who can open it: no sender, no pages, nothing of what is written in answer.',
  handlers: 'People who can open it',
  systems: 'Business systems that can fetch it',
  verb: 'Restrict',
  nobody: 'Choose at least one person.',
  withoutYou: 'You are not among them: after this you can’t open it any more.',
  twice: 'Probably it came twice. The earlier one stays open to everybody: restrict it as well.',
  later:
    'What comes later in the same conversation is restricted like it; other faxes from the same number are not.',
  only: (names: string) => `Only ${names} can open it.`,
  restricted: (names: string) => `Only ${names} can open it now.`,
  lifted: 'Everybody in the department can open it again.',
  closedTitle: 'Restricted',
  closed: (names: string) =>
    `${names} can open it. Its sender, pages and answers are shown to nobody else.`,
  left: 'Whoever could open it has left the department. An administrator of the department can take it over.',
  takeOver: 'Take over…',
  takeOverTitle: 'Take over something restricted',
  takeOverVerb: 'Take over',
  reason: 'Why you take over',
  reasonHint: 'It stands in the timeline for those who are named, and in the log.',
  list: 'Restricted, for others',
  row: (names: string) => `Restricted to ${names}`,
  rowLeft: 'Restricted, to nobody who is left',
  states: { new: 'new', taken: 'taken' },
  failed: 'Who can be named did not load. Nothing is changed.',
  problems: {
    'reason-missing': 'Say why you take over.',
    'not-a-handler': 'Somebody of these is no handler of the department any more. Look again.',
    'nobody-named': 'Choose at least one person.',
    restricted: 'It is restricted to others by now.',
  },
};

const sv: typeof en = {
  restrict: 'Begränsa till…',
  change: 'Ändra vem som kan öppna…',
  lift: 'Öppna för alla igen',
  undo: 'Ångra',
  title: 'Vem ska kunna öppna det?',
  hint: 'Övriga ser att något begränsat finns här, sedan när och vem som kan öppna det: ingen avsändare, inga sidor, inget av det som skrivs som svar.',
  handlers: 'Personer som kan öppna det',
  systems: 'Verksamhetssystem som kan hämta det',
  verb: 'Begränsa',
  nobody: 'Välj minst en person.',
  withoutYou: 'Du är inte med: efter det här kan du inte längre öppna det.',
  twice: 'Det kom troligen två gånger. Det tidigare är öppet för alla: begränsa det också.',
  later:
    'Det som kommer senare i samma konversation begränsas likadant; andra fax från samma nummer gör det inte.',
  only: (names) => `Bara ${names} kan öppna det.`,
  restricted: (names) => `Bara ${names} kan öppna det nu.`,
  lifted: 'Alla i avdelningen kan öppna det igen.',
  closedTitle: 'Begränsat',
  closed: (names) =>
    `${names} kan öppna det. Avsändare, sidor och svar visas inte för någon annan.`,
  left: 'De som kunde öppna det har lämnat avdelningen. En administratör för avdelningen kan ta över.',
  takeOver: 'Ta över…',
  takeOverTitle: 'Ta över något begränsat',
  takeOverVerb: 'Ta över',
  reason: 'Varför du tar över',
  reasonHint: 'Det står i händelseförloppet för dem som är utsedda, och i loggen.',
  list: 'Begränsat, för andra',
  row: (names) => `Begränsat till ${names}`,
  rowLeft: 'Begränsat, ingen av de utsedda är kvar',
  states: { new: 'nytt', taken: 'taget' },
  failed: 'Det gick inte att hämta vem som kan utses. Inget är ändrat.',
  problems: {
    'reason-missing': 'Skriv varför du tar över.',
    'not-a-handler': 'Någon av dem är inte längre handläggare i avdelningen. Titta igen.',
    'nobody-named': 'Välj minst en person.',
    restricted: 'Det är begränsat till andra nu.',
  },
};

/** Loaded with what shows it. */
export const restrictionWords = (locale: Locale) => (locale === 'sv' ? sv : en);

/** Names as one says them. */
export const namesOf = (names: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale).format(names);
