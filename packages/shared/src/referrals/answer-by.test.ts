import { describe, expect, it } from 'vitest';

import { lastAnswerBy, mayBeAnswerBy } from './answer-by.ts';

describe('the day by which an answer is wanted', () => {
  it.each([
    ['2026-11-26', false],
    ['2026-11-27', true],
    ['2028-11-27', true],
    ['2028-11-28', false],
  ])('on 27 November 2026 may be %s: %s', (day, may) => {
    expect(mayBeAnswerBy(day, '2026-11-27')).toBe(may);
  });

  it('lies within two years, of a leap day as well', () => {
    expect(lastAnswerBy('2028-02-29')).toBe('2030-03-01');
  });
});
