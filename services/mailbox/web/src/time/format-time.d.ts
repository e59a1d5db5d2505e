import type { Locale } from '../../../src/http/api.ts';
/** Whose clock and language times are shown in. */
export interface TimeZoneAndLocale {
  readonly timeZone: string;
  readonly locale: Locale;
}
/** "07:41" today, "yesterday 16:02", "12 Nov 16:02" this year, "12 Nov 2025" before. */
export declare const shortTime: (
  iso: string,
  now: Date,
  { timeZone, locale }: TimeZoneAndLocale,
) => string;
/** The whole of it, for the tooltip and for screen readers: "Sunday, 22 November 2026, 07:41:05". */
export declare const fullTime: (iso: string, { timeZone, locale }: TimeZoneAndLocale) => string;
