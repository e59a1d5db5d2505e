import { describe, expect, it } from 'vitest';

import { documentTime, pdfDate, readableTime, tiffTime } from './document-time.ts';

describe('a receiver’s DateTime', () => {
  it('is a time in a zone that nobody noted', () => {
    expect(tiffTime('2026:11:22 07:41:05')).toBe('2026-11-22T07:41:05');
    expect(tiffTime('2024:02:29 23:59:59')).toBe('2024-02-29T23:59:59');
  });

  it.each([
    ['a clock that was never set', '1970:01:01 00:00:10'],
    ['a clock far ahead', '2150:01:01 00:00:00'],
    ['a day that is not', '2026:02:30 07:41:05'],
    ['a month that is not', '2026:13:01 07:41:05'],
    ['an hour that is not', '2026:11:22 25:41:05'],
    ['midnight of the day before', '2026:11:22 24:00:00'],
    ['another form', '2026-11-22 07:41:05'],
    ['blanks, for unknown', '    :  :     :  :  '],
    ['nothing', ''],
  ])('is not taken when it is %s', (_, dateTime) => {
    expect(tiffTime(dateTime)).toBeUndefined();
  });
});

describe('a time of reception', () => {
  it('is kept to the second, in UTC', () => {
    expect(documentTime(new Date('2026-11-22T08:41:05.999+01:00'))).toBe('2026-11-22T07:41:05Z');
  });

  it.each([Number.NaN, 0, Date.UTC(12_000, 0)])('is not taken when it is %d', (time) => {
    expect(documentTime(new Date(time))).toBeUndefined();
  });
});

it.each([
  ['2026-11-22T07:41:05Z', 'D:20261122074105Z', '2026-11-22 07:41 UTC'],
  ['2026-11-22T07:41:05', 'D:20261122074105', '2026-11-22 07:41'],
])('%s is %s in PDF and %s for people', (time, pdf, readable) => {
  expect(pdfDate(time)).toBe(pdf);
  expect(readableTime(time)).toBe(readable);
});
