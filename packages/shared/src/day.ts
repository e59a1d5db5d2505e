/** A day of the calendar, as ISO 8601 has it: `2026-12-03`. */
export type Day = string;

/** Made once for each time zone, since that takes long beside using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day that it is in a time zone. */
export const dayIn = (at: Date, timeZone: string): Day => {
  const known =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, known);
  return known.format(at);
};

/** So many days later; earlier when it is negative. */
export const daysAfter = (day: Day, days: number): Day => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};
