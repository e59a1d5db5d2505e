import { FaxDocumentError } from '../../errors.ts';
import { FAX_LOCALES, wallTime, type FaxLocale } from '../locale.ts';

/** What is said above each page, as a fax machine does (47 CFR 68.318(d) asks for it). */
export interface FaxHeader {
  /** Who sends it. Shortened where the line has no room. */
  readonly sender: string;
  /** The sender's number, as it is to be read. */
  readonly number?: string | undefined;
  readonly time?: Date | undefined;
  /** IANA name; UTC where it is absent. */
  readonly timeZone?: string | undefined;
  /** English where it is absent. */
  readonly locale?: FaxLocale | undefined;
}

/** The parts of a page's header line. */
export interface HeaderLine {
  /** When. */
  readonly left: string;
  /** Who: may be shortened. */
  readonly middle: string;
  /** The number, which is never shortened. */
  readonly number: string;
  /** Which page. */
  readonly right: string;
}

const MOST_CHARACTERS = 200;

const PAGE: Readonly<Record<FaxLocale, string>> = { sv: 'Sida', da: 'Side', en: 'Page' };

/**
 * The header lines of a fax of so many pages.
 *
 * @throws FaxDocumentError `bad-options`
 */
export function headerLines(header: FaxHeader, pages: number): HeaderLine[] {
  const { sender, number = '', time, timeZone = 'UTC', locale = 'en' } = header;
  const sensible =
    FAX_LOCALES.includes(locale) &&
    [sender, number].every((text) => typeof text === 'string' && text.length <= MOST_CHARACTERS);
  if (!sensible) throw new FaxDocumentError('bad-options', 'No header line has such parts.');
  const wall = time && wallTime(time, timeZone, locale);
  const left = wall ? `${wall.date} ${wall.time}` : '';
  return Array.from({ length: pages }, (_, index) => ({
    left,
    middle: sender,
    number,
    right: `${PAGE[locale]} ${index + 1}/${pages}`,
  }));
}
