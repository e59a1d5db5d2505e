import type { Locale } from '../../../src/http/api.ts';
import { plainEn, type PlainWords } from './plain-en.ts';
import { plainSv } from './plain-sv.ts';

export const plainWordsFor = (locale: Locale): PlainWords => (locale === 'sv' ? plainSv : plainEn);
