/** The clock on the wall in the zone, as an input of the type `datetime-local` has it: to the minute, without a zone. */
export const inputTime = (time: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(time)
    .replace(' ', 'T');

const utc = (wall: string): number => Date.parse(`${wall}Z`);

/** When a day begins that is so many after another, such as `2026-11-27`, on the clock on the wall. */
export const startOfDay = (day: string, later: number, timeZone: string): Date => {
  const noon = new Date(`${day}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + later);
  return instantOf(`${noon.toISOString().slice(0, 10)}T00:00`, timeZone);
};

/** The instant that such a clock means; of an hour that comes twice, one of both. */
export const instantOf = (wall: string, timeZone: string): Date => {
  const offsetAt = (ms: number): number => utc(inputTime(new Date(ms), timeZone)) - ms;
  const about = utc(wall) - offsetAt(utc(wall));
  // the clocks may have changed in between
  return new Date(utc(wall) - offsetAt(about));
};
