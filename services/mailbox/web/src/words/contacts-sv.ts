import type { ContactsWords } from './contacts-en.ts';

export const contactsSv: ContactsWords = {
  label: 'Den öppnade kontakten',
  search: 'Sök namn eller nummer',
  clear: 'Töm sökningen',
  add: 'Ny kontakt',
  empty:
    'Inga kontakter än. De ni ofta skriver till hittas här på namn, med vem som har kontrollerat numret.',
  noneFound: (search) => `Ingen kontakt har ”${search}” i namn eller nummer.`,
  more: 'Det finns fler kontakter än de här: sök snävare.',
  chooseOne: 'Välj en kontakt i listan.',
  notFound: 'Kontakten finns inte, eller är en annan avdelnings.',

  verified: 'kontrollerat',
  notVerified: 'inte kontrollerat',
  refused: 'numret finns inte',
  verifiedBy: (name) => `Kontrollerat av ${name}`,
  how: {
    called: 'Ringt dem på ett nummer som är känt på annat sätt',
    published: 'Läst det på deras eget brevpapper eller webbplats',
    'fax-received': 'Fått ett fax därifrån som vi hade talat om',
  },
  howLabel: 'Hur numret kontrollerades',
  notYet: 'Det är inte kontrollerat än',
  verifiedTitle: 'Numret är kontrollerat.',
  verifiedNote: 'Fax går dit utan att man tittar en gång till på numret.',
  notVerifiedTitle: 'Ingen har kontrollerat numret.',
  notVerifiedNote:
    'Ring dem på ett nummer som du känner till på annat sätt, eller se efter på deras brevpapper eller webbplats.',
  refusedTitle: 'En operatör säger att numret inte finns.',
  refusedNote: 'Fråga dem efter det rätta och ändra det här.',

  verify: 'Kontrollera numret',
  verifyAgain: 'Kontrollera på nytt',
  verifyNote: (number) => `Du säger att ${number} är deras. Det står här med ditt namn och tiden.`,
  change: 'Ändra',
  remove: 'Ta bort',
  removed: (name) => `${name} är borttagen.`,
  removedTitle: 'Kontakten är borttagen.',
  restore: 'Återställ',
  addTitle: 'Ny kontakt',
  changeTitle: 'Ändra kontakten',
  save: 'Spara',
  name: 'Namn',
  nameHint: 'Organisationen eller enheten; inga patienter.',
  number: 'Faxnummer',
  numberHint: 'Utomlands: + och landsnumret.',
  numberOfFax:
    'Numret som uppringarens telefon visade. Det kan vara förfalskat: jämför med deras brevpapper.',
  numberEndsVerification: 'Med ett annat nummer är det inte kontrollerat längre.',
  note: 'Anteckning (behövs inte)',
  noteShown: 'Anteckning',
  noteHint: 'Alla på avdelningen läser den.',

  facts: 'Uppgifter',
  history: 'Vad som har hänt',
  events: {
    added: 'Tillagd',
    changed: 'Ändrad',
    verified: 'Numret kontrollerat',
    removed: 'Borttagen',
    restored: 'Återställd',
    'number-refused': 'En operatör sade att numret inte finns',
  },
  carrier: 'en operatör',

  problems: {
    'number-invalid':
      'Det numret finns inte. Kontrollera det; utomlands börjar det med + och landet.',
    'number-premium-rate': 'Samtal till det här numret kostar extra, så Kuvert faxar inte dit.',
    'number-country-blocked':
      'Fax till det landet är inte tillåtna här. Fråga it-supporten om det behövs.',
    'contact-exists': 'Det finns redan en kontakt med det här numret. Sök på numret.',
    'contact-changed':
      'Någon ändrade kontakten alldeles nyss. Inget sparades; titta på den och försök igen.',
  },
};
