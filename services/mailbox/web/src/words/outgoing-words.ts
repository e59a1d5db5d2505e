import type { Locale } from '../../../src/http/api.ts';
import { composeEn, type ComposeWords } from './compose-en.ts';
import { composeSv } from './compose-sv.ts';
import { contactsEn, type ContactsWords } from './contacts-en.ts';
import { contactsSv } from './contacts-sv.ts';
import { sentEn, type SentWords } from './sent-en.ts';
import { sentSv } from './sent-sv.ts';

/** Words that come with what is loaded later; the list of words that everything starts with stays short. */

const compose: Record<Locale, ComposeWords> = { sv: composeSv, en: composeEn };
const contacts: Record<Locale, ContactsWords> = { sv: contactsSv, en: contactsEn };
const sent: Record<Locale, SentWords> = { sv: sentSv, en: sentEn };

export const composeWordsFor = (locale: Locale): ComposeWords => compose[locale];
export const contactsWordsFor = (locale: Locale): ContactsWords => contacts[locale];
export const sentWordsFor = (locale: Locale): SentWords => sent[locale];
