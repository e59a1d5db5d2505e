import type { RecognitionLanguage } from '@kuvert/fax-document/recognition';

/** The languages that faxes are read in, as browsers and PDFs name them (BCP 47). */
export const languageTags = {
  swe: 'sv',
  dan: 'da',
  eng: 'en',
} as const satisfies Record<RecognitionLanguage, string>;
