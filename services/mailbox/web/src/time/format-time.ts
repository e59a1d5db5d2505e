import { dayIn, daysAfter } from '@kuvert/shared/day';
import type { Locale } from '../../../src/http/api.ts';
import { languageTags, wordsFor } from '../words/words.ts';

/** Whose clock and language times are shown in. */
export interface TimeZoneAndLocale {
  readonly timeZone: string;
  readonly locale: Locale;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const format = (time: Date, tag: string, options: Intl.DateTimeFormatOptions): string => {
  const key = `${tag} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(tag, options);
  formats.set(key, known);
  return known.format(time);
};

const clock = (time: Date, timeZone: string): string =>
  format(time, 'sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' });

/** "07:41" today, "yesterday 16:02", "12 Nov 16:02" this year, "12 Nov 2025" before. */
export const shortTime = (
  iso: string,
  now: Date,
  { timeZone, locale }: TimeZoneAndLocale,
): string => {
  const time = new Date(iso);
  const day = dayIn(time, timeZone);
  const today = dayIn(now, timeZone);
  if (day === today) return clock(time, timeZone);
  if (day === daysAfter(today, -1)) return `${wordsFor(locale).yesterday} ${clock(time, timeZone)}`;
  const tag = languageTags[locale];
  return day.slice(0, 4) === today.slice(0, 4)
    ? `${format(time, tag, { timeZone, day: 'numeric', month: 'short' })} ${clock(time, timeZone)}`
    : format(time, tag, { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
};

/** A calendar day, such as `2027-01-07`, as one says it: "7 January", or "7 Jan"; with the year where it isn't this one. */
export const dayName = (
  day: string,
  { locale, now }: Pick<TimeZoneAndLocale, 'locale'> & { readonly now: Date },
  month: 'long' | 'short' = 'long',
): string =>
  format(new Date(`${day}T12:00:00Z`), languageTags[locale], {
    timeZone: 'UTC',
    day: 'numeric',
    month,
    ...(day.startsWith(String(now.getUTCFullYear())) ? {} : { year: 'numeric' }),
  });

/** The whole of it, for the tooltip and for screen readers: "Sunday, 22 November 2026, 07:41:05". */
export const fullTime = (iso: string, { timeZone, locale }: TimeZoneAndLocale): string => {
  const time = new Date(iso);
  const tag = languageTags[locale];
  const date = format(time, tag, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const exact = format(time, 'sv-SE', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return `${date}, ${exact}`;
};
