import type { Locale } from '../../../src/http/api.ts';
import { roomEn, type RoomWords } from '../words/room-en.ts';
import { roomSv } from '../words/room-sv.ts';

export const roomWordsFor = (locale: Locale): RoomWords => (locale === 'sv' ? roomSv : roomEn);

/** To what one logs in, on the page with the button. */
export const roomLeads: Readonly<Record<Locale, string>> = { sv: roomSv.lead, en: roomEn.lead };
