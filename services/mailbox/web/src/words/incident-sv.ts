import type { IncidentWords } from './incident-en.ts';

export const incidentSv: IncidentWords = {
  title: 'Incidenter',
  label: 'Den öppnade incidenten',
  show: 'Visa',
  shows: { open: 'Öppna', all: 'Alla' },
  empty: {
    open: 'Ingen öppen incident.',
    all: 'Inget har kommit eller gått till fel mottagare.',
  },
  chooseOne: 'Välj en incident i listan.',
  direction: {
    in: 'Kom hit av misstag',
    out: 'Gick till fel mottagare',
  },
  number: {
    in: (number) => `från ${number}`,
    out: (number) => `till ${number}`,
  },
  isOpen: 'Öppen: någon behöver bedöma den.',
  isClosed: 'Stängd.',
  open: 'öppen',
  closed: 'stängd',
  how: {
    'receiver-told': 'Den som fick det hörde av sig',
    'recipient-told': 'Rätt mottagare fick inget',
    'sender-told': 'Avsändaren hörde av sig',
    'seen-here': 'Vi märkte det själva',
    other: 'På annat sätt',
  },
  outcome: {
    notified: 'Anmält till myndigheten',
    'not-notified': 'Bedömt: behöver inte anmälas',
  },
  notFound: 'Incidenten finns inte, eller så hör den till en avdelning som inte är din.',

  code: {
    label: 'Kod på försättsbladet',
    hint: 'Ringer någon om ett fax som inte är deras? Fråga efter koden.',
    find: 'Sök',
    none: 'Inget som dina avdelningar har skickat har den koden.',
    wrong: 'En kod ser ut som K7Q4-M2XP.',
  },

  report: {
    verb: 'Fel mottagare',
    title: {
      out: (number) => `Fel mottagare: ${number}`,
      in: (number) => `Kom hit av misstag: ${number}`,
    },
    lead: {
      out: 'Meddelandet, dess händelser och kontrollsummor sparas som en incident. Det skickas inte dit igen.',
      in: 'Meddelandet, dess händelser och kontrollsummor sparas som en incident. Det ligger kvar där det är.',
    },
    how: 'Hur märktes det?',
    when: 'När märktes det?',
    whenHint: 'Därifrån räknas timmarna för att anmäla.',
    note: 'Vad hände? (behövs inte)',
    noteHint: 'Förseglas för er avdelning. Vem talade du med, vad händer med papperet?',
    submit: 'Anmäl',
    done: 'Sparat som incident.',
    alreadyReported: 'Anmält: gick till fel mottagare.',
  },

  deadlines: 'Tid kvar att anmäla',
  law: {
    nis2: 'NIS2, tidig varning (24 tim)',
    gdpr: 'GDPR art. 33, Integritetsskyddsmyndigheten (72 tim)',
  },
  left: (time) => `${time} kvar`,
  over: (time) => `passerade för ${time} sedan`,
  until: (time) => `till ${time}`,
  hours: (n) => `${n} tim`,
  minutes: (n) => `${n} min`,
  assess: 'Om det ska anmälas bedömer ni; Kuvert anmäler ingenting på egen hand.',

  export: 'Exportera (ZIP)',
  exportHint: 'En rapport som PDF/A och meddelandets rader i granskningsloggen.',
  note: 'Lägg till anteckning',
  close: 'Stäng',
  reopen: 'Öppna igen',
  noteTitle: 'Lägg till anteckning',
  noteLabel: 'Anteckning',
  noteHint: 'Förseglas för er avdelning och följer med i exporten. Den går inte att ändra efteråt.',
  closeTitle: 'Stäng incidenten',
  closeOutcome: 'Är myndigheten underrättad?',
  closeWhy: 'Varför, och vad ni har gjort',
  reopenTitle: 'Öppna incidenten igen',
  reopenWhy: 'Varför',
  done: {
    noted: 'Anteckningen är sparad.',
    closed: 'Stängd.',
    reopened: 'Öppen igen.',
  },

  act: {
    opened: 'Anmält som incident',
    noted: 'Anteckning',
    closed: 'Incidenten stängd',
    reopened: 'Incidenten öppnad igen',
  },

  pages: 'Sidorna',
  showPages: 'Visa sidorna',
  pagesAudited:
    'Sidorna visas först när du ber om det. Att du har sett dem står i granskningsloggen.',
  pagesGone: (department) =>
    `Sidorna finns hos ${department} nu. Ingen här kan öppna dem längre; här finns deras kontrollsummor.`,
  pagesNone: 'Inga sidor finns sparade av det.',
  pageAlt: (page, of, number) => `Sida ${page} av ${of}, ${number}`,

  facts: {
    title: 'Uppgifter',
    direction: 'Vad',
    number: 'Nummer',
    department: 'Avdelning',
    pages: 'Sidor',
    noticed: 'Märktes',
    how: 'Hur',
    reported: 'Anmält',
    by: 'Av',
    state: 'Läge',
    fax: 'Meddelandet',
    showFax: 'Visa meddelandet',
    hash: (kind) => `SHA-256, ${kind}`,
    kinds: {
      original: 'originalet',
      pdf: 'PDF:en',
      searchable: 'PDF:en med text',
      text: 'texten',
      outgoing: 'sidorna som de skrevs',
      sent: 'sidorna som de skickades',
    },
  },

  sheet: {
    title: 'Incident',
    events: 'Händelser',
    about: 'Om rapporten',
    aboutContent:
      'Den har ingen sida och inget ord ur meddelandet. SHA-256 är räknad på dokumenten som de var när incidenten anmäldes.',
    aboutAudit: (rows, sha256) =>
      `audit.json bredvid rapporten har ${rows} rader ur granskningsloggen; dess SHA-256 är ${sha256}.`,
    aboutMore: 'Det finns fler rader än en fil rymmer: be driften om resten.',
    made: (time, name) => `Rapporten gjordes av Kuvert ${time} på begäran av ${name}.`,
    identifier: 'Id',
    code: 'Kod på försättsbladet',
    deadline: {
      nis2: 'NIS2, 24 tim',
      gdpr: 'GDPR art. 33, 72 tim',
    },
  },
  problems: {
    'incident-closed': 'Någon annan har just stängt den.',
    'incident-open': 'Någon annan har just gjort det.',
    'nothing-left': 'Inget har lämnat huset: avbryt sändningen i stället.',
    'request-invalid': 'Tiden kan inte stämma: den ligger före meddelandet eller i framtiden.',
  },
};
