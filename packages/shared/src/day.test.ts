import { describe, expect, it } from 'vitest';

import { dayIn, daysAfter } from './day.ts';

describe('a day', () => {
  it('begins at midnight of the time zone', () => {
    const at = new Date('2026-12-02T23:30:00Z');
    expect(dayIn(at, 'Europe/Stockholm')).toBe('2026-12-03');
    expect(dayIn(at, 'UTC')).toBe('2026-12-02');
  });

  it('is so many days after another, across months and leap days', () => {
    expect(daysAfter('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysAfter('2027-01-01', -3)).toBe('2026-12-29');
  });
});
