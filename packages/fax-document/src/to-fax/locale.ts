import { FaxDocumentError } from '../errors.ts';

/** Languages of what we write on a fax: Swedish, Danish, English. */
export type FaxLocale = 'sv' | 'da' | 'en';

export const FAX_LOCALES: readonly FaxLocale[] = ['sv', 'da', 'en'];

interface DateOrder {
  readonly date: (year: string, month: string, day: string) => string;
  readonly timeSeparator: string;
}

const isoDate = (year: string, month: string, day: string): string => `${year}-${month}-${day}`;

/** As the language's own standard has it; all in digits, which survive a poor line. */
const ORDER: Readonly<Record<FaxLocale, DateOrder>> = {
  sv: { date: isoDate, timeSeparator: ':' },
  da: { date: (year, month, day) => `${day}.${month}.${year}`, timeSeparator: '.' },
  en: { date: isoDate, timeSeparator: ':' },
};

/** A moment as a wall shows it. */
export interface WallTime {
  readonly date: string;
  readonly time: string;
}

/**
 * Date and time of day (24 hours) in a zone of the IANA time zone database.
 *
 * @throws FaxDocumentError `bad-options`: there is no such zone, or no such moment
 */
export function wallTime(moment: Date, timeZone: string, locale: FaxLocale): WallTime {
  const parts = partsOf(moment, timeZone);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((each) => each.type === type)?.value ?? '';
  const { date, timeSeparator } = ORDER[locale];
  return {
    date: date(part('year'), part('month'), part('day')),
    time: `${part('hour')}${timeSeparator}${part('minute')}`,
  };
}

function partsOf(moment: Date, timeZone: string): Intl.DateTimeFormatPart[] {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(moment);
  } catch (cause) {
    throw new FaxDocumentError('bad-options', 'No such time or time zone.', { cause });
  }
}
