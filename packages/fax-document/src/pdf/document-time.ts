/**
 * A time to the second in ISO 8601's long form: `2026-11-22T07:41:00Z`, or without the Z a receiver's
 * own clock in a time zone that nobody noted.
 */
export type DocumentTime = string;

/** Before Group 3 faxes were kept as TIFF a clock was wrong, and so it is when it is far ahead. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2099;

/** Undefined for a time that no reception has. */
export function documentTime(instant: Date): DocumentTime | undefined {
  return plausible(instant) ? `${instant.toISOString().slice(0, 19)}Z` : undefined;
}

/** TIFF 6.0, DateTime: `YYYY:MM:DD HH:MM:SS`. Undefined for any other form and for days that are not. */
export function tiffTime(dateTime: string): DocumentTime | undefined {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(dateTime);
  if (parts === null) return undefined;
  const [, year, month, day, clock] = parts;
  const time = `${year}-${month}-${day}T${clock}`;
  const instant = new Date(`${time}Z`);
  // Date rolls 31 February over into March: then it writes another day than was read.
  return plausible(instant) && instant.toISOString().startsWith(time) ? time : undefined;
}

const plausible = (instant: Date): boolean => {
  const year = instant.getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR; // NaN is neither
};

/** ISO 32000-1 clause 7.9.4: `D:20261122074100Z`. */
export const pdfDate = (time: DocumentTime): string => `D:${time.replaceAll(/[-:T]/g, '')}`;

/** To the minute, for people: `2026-11-22 07:41 UTC`. */
export function readableTime(time: DocumentTime): string {
  const zone = time.endsWith('Z') ? ' UTC' : '';
  return `${time.slice(0, 10)} ${time.slice(11, 16)}${zone}`;
}
