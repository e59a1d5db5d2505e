import type { Locale } from '../../../src/http/api.ts';
import { composeEn, type ComposeWords } from './compose-en.ts';
import { composeSv } from './compose-sv.ts';
import { sentEn, type SentWords } from './sent-en.ts';
import { sentSv } from './sent-sv.ts';

/** Words that come with what is loaded later; the list of words that everything starts with stays short. */

const compose: Record<Locale, ComposeWords> = { sv: composeSv, en: composeEn };
const sent: Record<Locale, SentWords> = { sv: sentSv, en: sentEn };

export const composeWordsFor = (locale: Locale): ComposeWords => compose[locale];
export const sentWordsFor = (locale: Locale): SentWords => sent[locale];
