import type { ComposeWords } from './compose-en.ts';
import { countOf as count } from './count-of.ts';

export const composeSv: ComposeWords = {
  label: 'Det du skriver',
  titleNew: 'Nytt meddelande',
  titleAnswer: (to) => `Svar till ${to}`,
  titleAnswerWithheld: 'Svar till dolt nummer',
  close: 'Stäng; utkastet sparas',
  notYet: 'Inte sparat än',
  saving: 'Sparar …',
  saved: 'Sparat',
  notSavedOffline: 'Inte sparat: ingen kontakt. Vi försöker igen; låt fönstret vara öppet.',
  notSaved: 'Inte sparat. Vi försöker igen; låt fönstret vara öppet.',
  gone: 'Utkastet finns inte längre: det har skickats eller kastats, kanske i ett annat fönster.',
  conflict: 'Utkastet har ändrats i ett annat fönster. Det som står här är inte sparat.',
  keepMine: 'Behåll det som står här',
  takeTheirs: 'Ta det som sparades där',

  send: 'Skicka',
  sendTo: (number) => `Skicka till ${number}`,
  sendKeys: 'Ctrl + Enter skickar.',
  sendingTo: (number) => `Skickas till ${number}.`,
  sendingNow: 'Skickas …',
  takenBack: 'Tillbakataget: inget har skickats. Skriv vidare.',
  discard: 'Kasta',
  discarded: 'Utkastet är kastat.',

  to: 'Till',
  toHint:
    'Faxnummer, utomlands med + och landsnumret, eller en del av en kontakts eller partners namn.',
  offered: 'Kontakter och partner',
  offeredPartner: 'partner, säkert meddelande',
  toWithheld: 'Avsändaren dolde sitt nummer: sök upp det på annat sätt.',
  from: (number) => `Det skickas från ${number}.`,
  delivered: 'Ett fax kom fram dit',
  willAsk: {
    digits: 'Nytt för avdelningen: du får skriva de fyra sista siffrorna.',
    colleague: 'Nytt för avdelningen: en kollega behöver godkänna det som går dit.',
  },
  ask: 'Fråga en kollega',
  askingNow: 'Lämnas över …',
  asked: (number) => `Meddelandet till ${number} väntar på en kollegas godkännande.`,
  declined: (name) => `Inte skickat: ${name} avböjde.`,
  nearMiss: {
    question: (name, number) => `Menade du ${name}, ${number}?`,
    earlier: 'en tidigare mottagare',
    slips: {
      digit: 'En siffra skiljer.',
      swapped: 'Två siffror är omkastade.',
      missing: 'En siffra saknas.',
      doubled: 'En siffra står två gånger.',
    },
    take: (number) => `Ta ${number}`,
  },
  secondLook: {
    title: 'Titta en gång till på numret',
    why: 'Ingen på avdelningen har kontrollerat det här numret, och inget fax har kommit fram dit än. Med en fel siffra går det till en främling.',
    todo: 'Se efter där du har numret ifrån: ett brev, ett beslut, en webbplats. Skriv de fyra sista siffrorna.',
    todoAnswer:
      'Numret är det som uppringarens telefon visade, och det kan vara förfalskat. Se efter på brevpapperet eller webbplatsen och skriv de fyra sista siffrorna.',
    near: (name, number) => `Det är nästan numret till ${name}, ${number}.`,
    digits: 'De fyra sista siffrorna',
    fillIn: 'Skriv fyra siffror.',
    wrong: 'Det är inte de fyra sista siffrorna. Jämför hela numret innan du går vidare.',
    verb: 'Skicka',
  },
  way: {
    inHouse: (name) => `${name} finns här i huset.`,
    partner: (name) => `${name} hämtar meddelanden med sitt eget system.`,
    bySdk: (name) => `${name} nås genom SDK.`,
    sentBySdk:
      'Det går som säkert meddelande genom SDK (säker digital kommunikation), krypterat hela vägen till deras organisation. Inget faxas.',
    room: (name) => `${name} öppnar meddelanden i partnerrummet.`,
    inRoom:
      'Det går som säkert meddelande till deras rum: krypterat hela vägen, framme genast, öppnas efter inloggning. Inget faxas.',
    ready:
      'Det ligger klart för dem som säkert meddelande tills deras system hämtar det, krypterat hela vägen dit. Inget faxas.',
    secure:
      'Det går som säkert meddelande till deras brevlåda: krypterat hela vägen, framme genast. Inget faxas.',
    faxInstead: 'Faxa i stället',
    faxed: 'Det faxas, eftersom du valde det.',
    sendSecurely: 'Skicka som säkert meddelande',
    refused: {
      'no-address': 'Det finns ingen väg till mottagaren.',
      'fax-not-allowed':
        'Fax är inte tillåtet för det här, och ingen säker adress till mottagaren är känd. Fråga it-supporten hur det får skickas.',
      'assurance-not-reached':
        'Det här måste gå en säkrare väg än någon som är känd till mottagaren. Fråga it-supporten.',
    },
    noFax: 'Fax är inte tillåtet här.',
  },
  answers: { fax: 'Svarar på faxet från', message: 'Svarar på meddelandet från' },
  recipientName: 'Namn på försättsbladet',
  recipientNameHint: 'Vem det är till hos mottagaren: en person, ett yrke eller en enhet.',
  subject: 'Ärende',
  subjectHint: 'Försättsbladet kan ligga framme hos mottagaren: inga namn, inga personnummer.',
  message: 'Meddelande',
  tooLong: (most) => `Högst ${most} tecken.`,

  cover: 'Försättsblad',
  coverHint:
    'Bär meddelandet, numret att ringa tillbaka och en kod som en fel mottagare kan anmäla det med.',
  noCover: 'Bara bilagorna faxas: inget meddelande, inget nummer att ringa tillbaka, ingen kod.',
  coverLanguage: 'Försättsbladets språk',
  coverLanguages: { sv: 'Svenska', da: 'Danska', en: 'Engelska' },
  resolution: 'Skärpa',
  resolutions: { standard: 'Standard', fine: 'Fin', superfine: 'Superfin' },
  resolutionHints: {
    standard: 'Snabbast. Stor, enkel text.',
    fine: 'Det vanliga valet.',
    superfine: 'Liten text. Långsamt, och alla maskiner klarar det inte.',
  },

  attachments: 'Bilagor',
  attach: 'Bifoga filer',
  attachHint: 'Eller släpp dem här. PDF, PNG, JPEG, TIFF eller text; högst 20 MB var, 50 MB ihop.',
  drop: 'Släpp filerna för att bifoga dem',
  noFolders: 'En mapp går inte att bifoga. Välj filerna i den.',
  waiting: 'Väntar',
  uploading: (name) => `Laddar upp ${name}`,
  percent: (n) => `${n} %`,
  attached: (name) => `${name} är bifogad.`,
  removed: (name) => `${name} är borttagen.`,
  moved: (name, place) => `${name} är nu nummer ${place}.`,
  remove: (name) => `Ta bort ${name}`,
  stop: (name) => `Avbryt uppladdningen av ${name}`,
  again: (name) => `Försök igen med ${name}`,
  moveUp: (name) => `Flytta upp ${name}`,
  moveDown: (name) => `Flytta ner ${name}`,

  write: 'Skriv',
  parts: 'Vad som visas',
  pageCount: (n) => count(n, 'sida', 'sidor'),
  original: { fax: 'Faxet du svarar på', message: 'Meddelandet du svarar på' },
  making: 'Gör sidorna …',
  outdated: 'Du har ändrat sedan dess. Nya sidor görs när du gör en paus.',
  makePages: 'Gör sidorna',
  asFaxed: {
    pages: 'Så faxas det',
    nothingYet: 'Här visas sidorna som de kommer att faxas.',
    blank: (pages, n) =>
      n === 1
        ? `Sidan ${pages} är tom. Den faxas ändå.`
        : `Sidorna ${pages} är tomma. De faxas ändå.`,
    pageAlt: (page, of) => `Sida ${page} av ${of} så som den kommer att faxas`,
  },
  asSeen: {
    pages: 'Så visas det',
    nothingYet: 'Här visas sidorna som mottagaren kommer att se dem.',
    blank: (pages, n) =>
      n === 1
        ? `Sidan ${pages} är tom. Den skickas ändå.`
        : `Sidorna ${pages} är tomma. De skickas ändå.`,
    pageAlt: (page, of) => `Sida ${page} av ${of} så som mottagaren kommer att se den`,
  },

  referralStep: {
    label: 'Vad svaret gör med remissen',
    steps: {
      answered: 'Besvarar den',
      'on-hold': 'Begär komplettering',
      rejected: 'Avvisar den',
      accepted: 'Accepterar den',
      none: 'Inget, det är ett meddelande',
    },
    hints: {
      answered: 'Remissen är klar när svaret är skickat.',
      'on-hold': 'Skriv vad som saknas. Remissen väntar tills det har kommit.',
      rejected: 'Skriv varför. Remissen är klar när svaret är skickat.',
      accepted: 'Remissen står kvar bland dem som ska besvaras.',
      none: 'Remissen är kvar som den är.',
    },
  },
  problems: {
    'referral-words-missing':
      'Inte än: skriv varför den avvisas eller vad som saknas, eller bifoga en fil som säger det.',
    'referral-step-wrong':
      'Någon annan har just fört remissen vidare. Välj på nytt vad svaret gör med den.',
    'not-a-referral': 'Det är ingen remiss längre. Välj att svaret är ett meddelande.',
    'number-missing': 'Fyll i vem det går till.',
    'number-invalid': 'Numret finns inte. Kontrollera det; utomlands börjar det med + och landet.',
    'number-premium-rate': 'Samtal till det här numret kostar extra, så Kuvert faxar inte dit.',
    'number-country-blocked':
      'Fax till det här landet är inte tillåtna här. Fråga it-supporten om det behövs.',
    'draft-incomplete': 'Fyll i vem det går till.',
    'second-look-needed':
      'Inte skickat än: numret är nytt för avdelningen. Tryck på Skicka och skriv de fyra sista siffrorna.',
    'second-look-wrong':
      'Inte skickat: det du skrev är inte de fyra sista siffrorna i numret. Jämför hela numret.',
    'approval-needed':
      'Inte skickat än: numret är nytt för avdelningen. Tryck på Fråga en kollega.',
    'approval-not-needed': 'Avdelningen känner till numret nu. Tryck på Skicka.',
    'draft-waits':
      'Det väntar på en kollega. Ta tillbaka det under Att godkänna för att skriva vidare.',
    'fax-not-allowed':
      'Inte skickat: fax är inte tillåtet för det här, och ingen säker adress till mottagaren är känd. Fråga it-supporten hur det får skickas.',
    'assurance-not-reached':
      'Inte skickat: det här måste gå en säkrare väg än någon som är känd till mottagaren. Fråga it-supporten.',
    'draft-empty': 'Det finns inget att skicka: välj försättsblad eller bifoga en fil.',
    'attachment-encrypted': 'PDF-filen är låst med lösenord. Bifoga en som inte är det.',
    'attachment-damaged': 'Filen är skadad. Spara den en gång till och bifoga den på nytt.',
    'attachment-type-wrong':
      'En fil av den här sorten går inte att skicka. Spara den som PDF och bifoga den i stället.',
    'attachment-empty': 'Filen är tom.',
    'too-many-attachments': 'Det får inte plats fler än 20 bilagor.',
    'attachments-too-large': 'Med den här filen blir bilagorna mer än 50 MB ihop.',
    'body-too-large': 'Filen är större än 20 MB.',
    'fax-too-long': 'Det här är mer än 350 sidor, och det tar ingen operatör. Skicka det i delar.',
    'rate-limited': 'Det var mycket på en gång. Vänta en minut och försök igen.',
    'converter-unavailable': 'Sidorna går inte att göra just nu. Utkastet är kvar; försök igen.',
    'sending-unavailable':
      'Inget går att skicka från avdelningen just nu. Utkastet är kvar; säg till it-supporten.',
    'login-required': 'Sessionen var slut. Försök igen när du är inloggad.',
    'draft-changed': 'Det ändrades i ett annat fönster nyss. Läs igenom och försök igen.',
    'text-too-long': 'Texten är längre än det finns plats för.',
    'attachment-missing': 'En fil är inte bifogad: försök igen med den, eller ta bort den.',
    offline: 'Ingen kontakt med Kuvert. Försök igen när den är tillbaka.',
    unexpected: 'Det gick inte. Utkastet är kvar; försök igen om en stund.',
  },
};
