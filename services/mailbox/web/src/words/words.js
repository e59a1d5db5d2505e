import { en } from './en.js';
import { sv } from './sv.js';
const languages = { sv, en };
export const wordsFor = (locale) => languages[locale];
/** The languages, each named in itself. */
export const languageNames = [
  { locale: 'sv', name: sv.language },
  { locale: 'en', name: en.language },
];
/** BCP 47 tags for dates, numbers and React Aria's own words. */
export const languageTags = { sv: 'sv-SE', en: 'en-GB' };
//# sourceMappingURL=words.js.map
