import { causesSv } from './causes-sv.ts';
import { countOf as count } from './count-of.ts';
import { sdkSv } from './sdk-sv.ts';
import type { SentWords } from './sent-en.ts';

/** Inget antal där bara tiden sätter stopp. */
const avHogst = (most: number | null): string => (most === null ? '' : ` av högst ${most}`);

export const sentSv: SentWords = {
  causes: causesSv,
  label: 'Det öppnade',
  show: 'Visa',
  faxShare: 'Så mycket går som fax',
  shows: { all: 'Alla', 'under-way': 'På väg', attention: 'Kräver åtgärd' },
  empty: {
    all: 'Inget har skickats än.',
    'under-way': 'Inget är på väg.',
    attention: 'Inget kräver åtgärd.',
  },
  chooseOne: 'Välj ett meddelande i listan.',
  drafts: {
    empty: 'Du har inget utkast.',
    hint: 'Det du skriver sparas här av sig självt tills du skickar eller kastar det.',
    chooseOne: 'Välj ett utkast för att skriva vidare.',
    noRecipient: 'Inget nummer än',
    noAttachments: 'inga bilagor',
    attachments: (n) => count(n, 'bilaga', 'bilagor'),
    answer: 'svar',
    changed: (time) => `ändrat ${time}`,
    waits: 'väntar på en kollega',
    declined: 'avböjt',
  },
  isAnswer: 'svar',
  by: (name) => `av ${name}`,
  marked: { arrived: 'märkt som framme', failed: 'märkt som inte framme' },
  attempt: (n) => `Försök ${n}`,

  now: {
    queued: 'Det väntar på att skickas. Ingen har ringts upp.',
    preparing: 'Sidorna görs i ordning. Ingen har ringts upp.',
    submitting: 'Det lämnas över till operatören.',
    accepted: 'Operatören har det och ska ringa upp numret.',
    dialling: 'Operatören ringer upp numret.',
    delivered: 'Det är framme: mottagarens maskin tog emot allt.',
    cancelled: 'Det avbröts och har inte skickats.',
  },
  canWithdraw: 'Tills numret rings upp går det att avbryta.',
  withdrawing: 'Operatören ombeds ta bort det ur sin kö innan numret rings upp.',
  withdrawnTooLate:
    'Det skulle avbrytas, men numret ringdes redan upp. Det skickas inte igen av sig självt.',
  pagesTold: (n) => count(n, 'sida bekräftad', 'sidor bekräftade'),
  pagesConfirmed: (held, of) => `${held} av ${count(of, 'sida bekräftad', 'sidor bekräftade')}.`,
  nextTry: (time) => `nytt försök ${time}`,
  nextTryOf: (time, attempt, most) => `Nytt försök ${time} (försök ${attempt}${avHogst(most)}).`,
  tryOf: (attempt, most) => `Försök ${attempt}${avHogst(most)}.`,
  triedBefore: (what) => `Försöket före: ${what}`,
  triedTimes: (n) => `Kuvert försökte ${n} gånger.`,
  nextIsStandard: 'Det skickas med skärpan Standard, som maskinen där kan klara.',
  nextIsRest: (first, of) =>
    `Sidorna ${first}–${of} skickas; de före har kommit fram. Ett försättsblad säger att det är en fortsättning.`,
  waitsForAccount: 'Det väntar: operatören tar inte emot något från oss just nu.',
  waitsForAccountTodo:
    'Be it-supporten se över kontot hos operatören. Det skickas av sig självt när det fungerar igen.',
  held: {
    'perhaps-wrong-number': {
      short: 'hålls: kontrollera numret',
      todo: 'Två gånger svarade ingen fax, så Kuvert ringer inte mer: det kan vara någon annans nummer. Kontrollera det med mottagaren innan du skickar igen.',
    },
    'partly-arrived': {
      short: 'hålls: delvis framme',
      todo: 'Sidor kan ligga i maskinen där, så Kuvert skickar inget mer av sig självt. Ring mottagaren och fråga vad som har kommit, och skicka sedan igen.',
    },
    'carrier-account': {
      short: 'hålls: kontot hos operatören',
      todo: 'Be it-supporten se över kontot hos operatören; skicka igen när de har rättat det.',
    },
  },
  failed: 'Det kom inte fram.',
  failedPartly: 'Det kom inte fram helt.',
  unknown: 'Ingen vet om det kom fram.',
  unknownReasons: {
    'submit-unanswered':
      'Det var på väg till operatören när kontakten bröts, och går inte att hitta där.',
    'never-told': 'Operatören tog emot det och har aldrig sagt hur det gick.',
    'no-response-after-last-page':
      'Alla sidor gick över, men mottagarens maskin bekräftade inte den sista.',
    'exchange-error': 'Meddelandetjänsten gav upp utan kvittens: det kan ha kommit fram.',
    restored:
      'Det väntade när säkerhetskopian togs som Kuvert återställdes från: det kan ha gått sedan dess.',
  },
  unknownTodo:
    'Kuvert skickar det inte igen av sig självt, för då kan det komma fram två gånger. Ring mottagaren och fråga, och säg sedan här hur det är.',
  possibleDuplicate: 'Det kan komma fram två gånger: ett tidigare försök kan ha kommit fram.',
  markedArrived: (name) => `Märkt som framme av ${name}:`,
  markedFailed: (name) => `Märkt som inte framme av ${name}:`,

  undo: 'Ta tillbaka och skriv vidare',
  cancel: 'Avbryt sändningen',
  tryNow: 'Försök nu',
  receipt: 'Kvitto (PDF)',
  sendAgain: 'Skicka igen',
  sendAgainUnsure: 'Skicka igen (kan komma två gånger)',
  markArrived: 'Märk som framme',
  markFailed: 'Märk som inte framme',
  why: 'Varför',
  whyHint: 'Står bland händelserna, där alla på avdelningen läser det.',
  whyArrived: ['Mottagaren säger att det har kommit', 'Mottagaren har svarat på det'],
  whyFailed: ['Mottagaren säger att inget har kommit', 'Det löstes på annat sätt'],
  whyAgain: ['Mottagaren bad om det', 'Felet är avhjälpt'],
  whyOther: 'Annat skäl',
  whyOtherLabel: 'Vilket skäl',
  confirmAgain: (number) => `Det skickas en gång till till ${number}, alla sidor.`,
  confirmAgainUnsure: (number) =>
    `Det skickas en gång till till ${number}, alla sidor. Det första försöket kan ha kommit fram, så mottagaren kan få det två gånger.`,
  done: {
    cancelled: 'Avbrutet: det skickas inte.',
    askedToCancel: 'Operatören ombeds lämna tillbaka det. Hur det gick visas här.',
    tryingNow: 'Försöker nu.',
    sentAgain: 'Det skickas igen.',
    arrived: 'Märkt som framme.',
    failed: 'Märkt som inte framme.',
  },
  problems: {
    'already-dialling': 'För sent: det har gått till operatören. Hur det går visas här.',
    'delivery-changed': 'Något har hänt med det alldeles nyss. Se hur det är och försök igen.',
    'sending-unavailable': 'Inget går att skicka från avdelningen just nu. Säg till it-supporten.',
  },

  timeline: 'Händelser',
  nextQueued: (time) => `Nytt försök bestämt till ${time}`,
  heldNote: 'Hålls för en människa: det skickas inte igen av sig självt.',
  machine: {
    queued: 'Lagt i kö',
    preparing: 'Sidorna gjorda i ordning',
    filed: 'Lagt i avdelningens brevlåda',
    submitting: 'Lämnat över till operatören',
    'not-reached': 'Operatören gick inte att nå; det väntar på ett nytt försök',
    'account-held': 'Operatörens konto tar inte emot något; det väntar',
    'given-up': 'Uppgivet',
    'taken-back': 'Tillbakataget',
    restored: 'Kuvert återställdes från en säkerhetskopia: okänt utfall',
    silence: 'Inget besked på för länge: okänt utfall',
    accepted: 'Operatören tog emot det',
    dialling: 'Numret rings upp',
    fetched: 'Hämtat av mottagarens system, ännu inte kvitterat',
    unconfirmed: 'Sista sidan bekräftades inte: okänt utfall',
    delivered: 'Framme',
    failed: 'Kom inte fram',
    cancelled: 'Avbrutet hos operatören, innan någon ringdes upp',
  },
  act: {
    'confirmed-number': 'Skrev de sista siffrorna i det nya numret',
    'asked-approval': 'Bad en kollega godkänna det',
    'took-approval-back': 'Tog tillbaka det innan någon hade godkänt det',
    approved: 'Godkänt och skickat',
    declined: 'Avböjt',
    sent: 'Skickat',
    cancelled: 'Avbrutet',
    'asked-to-cancel': 'Bad operatören om det tillbaka',
    undone: 'Tillbakataget för att skriva vidare',
    'marked-arrived': 'Märkt som framme',
    'marked-failed': 'Märkt som inte framme',
    'sent-again': 'Skickat igen',
    'tried-now': 'Nästa försök gjort genast',
    'notified-there': 'Aviserat där: e-postservern tog emot ett mejl om det',
    'opened-there': 'Öppnat där',
    'taken-there': 'Taget där',
    'answered-there': 'Besvarat där',
  },
  sources: {
    house: 'Kuvert',
    callback: 'Operatören sade',
    poll: 'Operatören svarade på frågan',
  },
  late: 'sent eller en gång till: det ändrade inget',
  evidence: (n) => `Allt som har sagts (${n})`,

  way: {
    name: 'Väg',
    inHouse: (name) => `Skickat som säkert meddelande, för ${name} finns här i huset.`,
    noSecure: 'Faxat, för ingen säker adress till mottagaren är känd.',
    faxChosen: 'Faxat för att avsändaren valde det, fast mottagaren har en säker adress.',
  },
  inHouse: {
    queued: 'Det väntar på att skickas.',
    preparing: 'Det görs i ordning.',
    delivered: (name) =>
      `Det är framme: det ligger i brevlådan hos ${name}. Det säger inte att någon har läst det.`,
    pages: 'Sidorna som de skickades',
    pageAlt: (page, of, to) => `Sida ${page} av ${of}, skickad till ${to}`,
  },
  partner: {
    now: {
      queued: 'Det väntar på att läggas fram.',
      preparing: 'Det görs i ordning.',
      accepted: 'Det ligger klart för mottagaren. Deras system har inte hämtat det än.',
      delivered:
        'Mottagarens system har hämtat och kvitterat det. Det säger inte att någon har läst det.',
    },
    fetched: 'Mottagarens system har hämtat det, och ännu inte kvitterat det.',
    unknown: 'Mottagarens system kvitterade det inte i tid.',
    unknownReason: 'Det ligger kvar och kan fortfarande hämtas.',
    unknownTodo:
      'Ring mottagaren och säg att det ligger klart, och säg sedan här hur det är. Kuvert skickar det inte igen av sig självt.',
    machine: {
      accepted: 'Ligger klart för mottagaren',
      delivered: 'Mottagarens system har hämtat och kvitterat det',
      silence: 'Inte kvitterat i tid: okänt utfall',
    },
    told: 'Mottagarens system sade',
    way: (name) =>
      `Skickat som säkert meddelande, för ${name} hämtar meddelanden med sitt eget system.`,
  },
  sdk: sdkSv,
  room: {
    now: {
      queued: 'Det väntar på att skickas.',
      preparing: 'Det görs i ordning.',
      delivered:
        'Det är framme: det ligger i mottagarens rum. Det säger inte att någon har läst det.',
    },
    machine: { filed: 'Lagt i mottagarens rum' },
    way: (name) => `Skickat som säkert meddelande, för ${name} öppnar meddelanden i partnerrummet.`,
  },
  facts: {
    to: 'Till',
    from: 'Från',
    sent: 'Skickat',
    by: 'Av',
    reference: 'Referens i systemet',
    pages: 'Sidor',
    resolution: 'Skärpa',
    resolutions: { standard: 'Standard', fine: 'Fin', superfine: 'Superfin' },
    code: 'Kod',
    codeHint: 'På försättsbladet: med den kan en fel mottagare säga vilket meddelande det är.',
    carrier: 'Operatör',
    answers: 'Svarar på',
    showAnswered: 'Det som kom',
  },
  pages: 'Sidorna som de faxades',
  pageAlt: (page, of, to) => `Sida ${page} av ${of}, faxad till ${to}`,
  notFound: 'Det finns inte, eller hör till en avdelning som inte är din.',
};
