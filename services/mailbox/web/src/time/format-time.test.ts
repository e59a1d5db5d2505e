import { describe, expect, it } from 'vitest';
import { fullTime, shortTime } from './format-time.ts';

const en = { timeZone: 'Europe/Stockholm', locale: 'en' } as const;
const sv = { timeZone: 'Europe/Stockholm', locale: 'sv' } as const;
const now = new Date('2026-11-22T08:10:00Z');

describe('a short time', () => {
  it('is the clock alone on the same day, in the zone of the municipality', () => {
    expect(shortTime('2026-11-22T06:41:05.000Z', now, en)).toBe('07:41');
  });

  it('counts as today what is today in Stockholm although UTC has yesterday', () => {
    expect(shortTime('2026-11-21T23:30:00.000Z', now, en)).toBe('00:30');
  });

  it('says yesterday in the language of the reader', () => {
    expect(shortTime('2026-11-21T15:02:00.000Z', now, en)).toBe('yesterday 16:02');
    expect(shortTime('2026-11-21T15:02:00.000Z', now, sv)).toBe('i går 16:02');
  });

  it('finds yesterday across the change to summer time', () => {
    const morning = new Date('2026-03-30T05:00:00Z');
    expect(shortTime('2026-03-28T23:30:00.000Z', morning, en)).toBe('yesterday 00:30');
  });

  it('has the date within the year and the year before that', () => {
    expect(shortTime('2026-06-05T12:00:00.000Z', now, en)).toBe('5 Jun 14:00');
    expect(shortTime('2026-06-05T12:00:00.000Z', now, sv)).toBe('5 juni 14:00');
    expect(shortTime('2025-12-31T22:00:00.000Z', now, en)).toBe('31 Dec 2025');
  });
});

it('has weekday, date and seconds in full', () => {
  expect(fullTime('2026-11-22T06:41:05.000Z', en)).toBe('Sunday, 22 November 2026, 07:41:05');
  expect(fullTime('2026-11-22T06:41:05.000Z', sv)).toBe('söndag 22 november 2026, 07:41:05');
});
