import type { Locale } from '../../../src/http/api.ts';
import { timelineEn, type TimelineWords } from './timeline-en.ts';
import { timelineSv } from './timeline-sv.ts';

const timeline: Record<Locale, TimelineWords> = { sv: timelineSv, en: timelineEn };

export const timelineWordsFor = (locale: Locale): TimelineWords => timeline[locale];

export type { TimelineWords } from './timeline-en.ts';
