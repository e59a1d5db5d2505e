import type { Locale } from '../../../src/http/api.ts';
import { type Words } from './en.ts';
export declare const wordsFor: (locale: Locale) => Words;
/** The languages, each named in itself. */
export declare const languageNames: readonly {
  locale: Locale;
  name: string;
}[];
/** BCP 47 tags for dates, numbers and React Aria's own words. */
export declare const languageTags: Record<Locale, string>;
export type { Words } from './en.ts';
