import type { Locale } from '../../../src/http/api.ts';
import { en, type Words } from './en.ts';
import { sv } from './sv.ts';

const languages: Record<Locale, Words> = { sv, en };

export const wordsFor = (locale: Locale): Words => languages[locale];

/** The languages, each named in itself. */
export const languageNames: readonly { locale: Locale; name: string }[] = [
  { locale: 'sv', name: sv.language },
  { locale: 'en', name: en.language },
];

/** BCP 47 tags for dates, numbers and React Aria's own words. */
export const languageTags: Record<Locale, string> = { sv: 'sv-SE', en: 'en-GB' };

export type { Words } from './en.ts';
