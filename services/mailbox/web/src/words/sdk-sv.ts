import { causesSv } from './causes-sv.ts';
import type { SdkWords } from './sdk-en.ts';

export const sdkSv: SdkWords = {
  now: {
    queued: 'Det väntar på att lämnas över till meddelandetjänsten.',
    preparing: 'Det görs i ordning.',
    submitting: 'Det lämnas över till meddelandetjänsten.',
    accepted: 'Det är på väg genom SDK. Mottagarens system har inte kvitterat det än.',
    delivered: 'Mottagarens system har kvitterat det. Det säger inte att någon har läst det.',
  },
  machine: {
    submitting: 'Lämnat över till meddelandetjänsten',
    'not-reached': 'Meddelandetjänsten gick inte att nå; det väntar på ett nytt försök',
    accepted: 'Meddelandetjänsten tog emot det',
    delivered: 'Kvitterat av mottagarens system',
    silence: 'Inte kvitterat i tid: okänt utfall',
    unconfirmed: 'Meddelandetjänsten gav upp utan kvittens: okänt utfall',
  },
  unknownReasons: {
    'submit-unanswered':
      'Det var på väg till meddelandetjänsten när kontakten bröts, och går inte att hitta där.',
    'never-told': 'Meddelandetjänsten har det, och mottagarens system kvitterade det inte i tid.',
  },
  causes: {
    refused: {
      ...causesSv.refused,
      short: 'avvisat',
      what: 'Det avvisades, och ingen sade varför.',
    },
    'not-submitted': {
      ...causesSv['not-submitted'],
      what: 'Det gick inte att lämna över till meddelandetjänsten i tid. Det har inte lämnat huset.',
    },
  },
  told: 'Meddelandetjänsten svarade på frågan',
  way: (name) => `Skickat som säkert meddelande, för ${name} nås genom SDK.`,
};
