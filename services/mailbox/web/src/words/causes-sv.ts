import type { FailureCause } from '@kuvert/shared/sending/causes';
import type { CauseWords } from './causes-en.ts';

export const causesSv: Record<FailureCause, CauseWords> = {
  busy: {
    short: 'upptaget',
    what: 'Det var upptaget.',
    todo: 'Skicka igen om en stund, eller ring och fråga om maskinen används.',
  },
  congestion: {
    short: 'ingen ledig linje',
    what: 'Telenätet hade ingen ledig linje.',
    todo: 'Skicka igen om en stund.',
  },
  'no-answer': {
    short: 'inget svar',
    what: 'Ingen svarade.',
    todo: 'Maskinen kan vara avstängd: ring mottagaren, eller skicka igen senare.',
  },
  voice: {
    short: 'ingen fax svarade',
    what: 'En människa eller en telefonsvarare svarade, och ingen fax.',
    todo: 'Kontrollera numret innan du skickar igen: det kan vara fel.',
  },
  'invalid-number': {
    short: 'numret finns inte',
    what: 'Numret är inte i bruk.',
    todo: 'Sök upp rätt nummer och skriv till det.',
  },
  training: {
    short: 'maskinerna kom inte överens',
    what: 'Maskinerna kom inte överens om hur de skulle tala med varandra.',
    todo: 'Skicka igen. Händer det igen, skriv på nytt och välj skärpan Standard.',
  },
  capability: {
    short: 'maskinen klarar det inte',
    what: 'Mottagarens maskin klarar inte den här skärpan eller sidstorleken.',
    todo: 'Skriv på nytt och välj skärpan Standard.',
  },
  partial: {
    short: 'bröts',
    what: 'Samtalet bröts innan alla sidor hade kommit över.',
    todo: 'Några sidor kan ligga där. Säg till mottagaren och skicka sedan allt igen.',
  },
  conversion: {
    short: 'sidorna gick inte att göra',
    what: 'Det gick inte att göra faxsidor av dokumentet.',
    todo: 'Säg till it-supporten. Bifoga dokumentet som PDF och skriv på nytt.',
  },
  'media-not-fetched': {
    short: 'sidorna hämtades inte',
    what: 'Operatören kunde inte hämta sidorna hos oss.',
    todo: 'Skicka igen. Händer det igen, säg till it-supporten.',
  },
  account: {
    short: 'konto hos operatören',
    what: 'Vårt konto hos operatören tillåter det inte.',
    todo: 'Säg till it-supporten; skicka igen när de har rättat det.',
  },
  refused: {
    short: 'operatören vägrade',
    what: 'Operatören vägrade skicka det.',
    todo: 'Tala om för it-supporten vad operatören sade: det står i händelserna.',
  },
  'rejected-address': {
    short: 'adressen finns inte där',
    what: 'Mottagarens system har ingen sådan funktion.',
    todo: 'Ring mottagaren och fråga vart det ska nu, och säg till it-supporten: adressen kan ha ändrats.',
  },
  'rejected-size': {
    short: 'för stort för mottagaren',
    what: 'Mottagarens system tar inte emot ett så stort meddelande.',
    todo: 'Skicka det i flera delar, var och en med färre sidor.',
  },
  'rejected-file': {
    short: 'filen togs inte emot',
    what: 'Mottagarens system tar inte emot filen.',
    todo: 'Ring mottagaren, och säg till it-supporten. Att skicka samma sak igen hjälper inte.',
  },
  'rejected-form': {
    short: 'avvisat av mottagarens system',
    what: 'Mottagarens system säger att meddelandet inte är utformat som det ska.',
    todo: 'Säg till it-supporten: skälet står i händelserna. Att skicka samma sak igen hjälper inte.',
  },
  'rejected-security': {
    short: 'avvisat för sin underskrift',
    what: 'Mottagarens system litar inte på hur meddelandet är undertecknat.',
    todo: 'Säg till it-supporten: meddelandetjänsten måste ses över. Skicka igen när de har rättat det.',
  },
  'message-invalid': {
    short: 'inte utformat som SDK kräver',
    what: 'Det granskades innan det lämnades över, och följer inte reglerna för SDK. Det har inte lämnat huset.',
    todo: 'Skriv ämnet på nytt och skicka igen. Hjälper det inte, säg till it-supporten: skälet står i händelserna.',
  },
  'no-carrier': {
    short: 'fax finns inte här',
    what: 'Härifrån går inget som fax: huset har ingen operatör, bara säkra vägar.',
    todo: 'Be it-supporten ge mottagaren en säker adress, eller skicka det på annat sätt.',
  },
  'not-submitted': {
    short: 'inte skickat i tid',
    what: 'Det gick inte att lämna över till operatören i tid. Ingen blev uppringd.',
    todo: 'Skicka igen. Händer det igen, säg till it-supporten.',
  },
  unspecified: {
    short: 'misslyckades',
    what: 'Operatören säger att det misslyckades, och inget mer.',
    todo: 'Skicka igen, eller ring mottagaren och fråga om deras maskin.',
  },
};
