import { showNumber } from '@kuvert/shared/phone';

import type { ContinuedFacts, StoredDelivery } from './ports.ts';

/** A cover sheet as the page maker sets it. */
export interface ContinuedCover {
  readonly locale: 'sv' | 'da' | 'en';
  readonly to: string;
  readonly from: string;
  readonly callBack: string;
  readonly code: string;
  readonly date: Date;
  readonly timeZone: string;
  readonly subject: string;
  readonly message: string;
}

/** `first`: the first page that follows; `of`: how many the whole fax has. */
const words = {
  sv: {
    subject: (first: number, of: number) => `Fortsättning ${first}/${of}`,
    message: (first: number, of: number) =>
      `Samtalet bröts. Sidorna före sida ${first} har kommit fram till er; här följer resten, till och med sida ${of}.`,
  },
  da: {
    subject: (first: number, of: number) => `Fortsættelse ${first}/${of}`,
    message: (first: number, of: number) =>
      `Opkaldet blev afbrudt. Siderne før side ${first} er nået frem til jer; her følger resten, til og med side ${of}.`,
  },
  en: {
    subject: (first: number, of: number) => `Continued ${first}/${of}`,
    message: (first: number, of: number) =>
      `The call broke off. The pages before page ${first} have reached you; the rest follows here, up to page ${of}.`,
  },
} as const;

/** The cover of the rest of a fax whose first pages were confirmed before the call broke off. */
export const continuedCover = (
  { to, from, departmentName, firstPage, pages }: StoredDelivery,
  { language, callBack, code }: ContinuedFacts,
  { country, date, timeZone }: { country: 'SE' | 'DK'; date: Date; timeZone: string },
): ContinuedCover => ({
  locale: language,
  to: showNumber(to, country).national,
  from: departmentName,
  callBack: callBack ?? showNumber(from, country).national,
  code,
  date,
  timeZone,
  subject: words[language].subject(firstPage, pages),
  message: words[language].message(firstPage, pages),
});
