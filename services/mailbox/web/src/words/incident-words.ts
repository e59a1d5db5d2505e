import type { Locale } from '../../../src/http/api.ts';
import { incidentEn, type IncidentWords } from './incident-en.ts';
import { incidentSv } from './incident-sv.ts';

const incident: Record<Locale, IncidentWords> = { sv: incidentSv, en: incidentEn };

export const incidentWordsFor = (locale: Locale): IncidentWords => incident[locale];
