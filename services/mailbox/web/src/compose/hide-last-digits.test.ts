import { expect, it } from 'vitest';
import { hideLastDigits } from './hide-last-digits.ts';

it.each([
  ['031-390 06 01', '031-390 •• ••'],
  ['08-123 456 78', '08-123 4•• ••'],
  ['+45 12 34 56 78', '+45 12 34 •• ••'],
  ['12', '••'],
])('of %s nobody can read the end', (number, hidden) => {
  expect(hideLastDigits(number, 4)).toBe(hidden);
});
