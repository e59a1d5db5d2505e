import { describe, expect, it } from 'vitest';

import { parsePersonNumber } from './person-number.ts';

describe('a number of a person in Sweden', () => {
  // the Swedish Tax Agency's own numbers for tests
  it.each([
    ['20 digits of the year', '198507099805', '198507099805'],
    ['a hyphen', '19850709-9805', '198507099805'],
    ['two digits of the year', '850709-9805', '198507099805'],
    ['blanks and another dash', ' 19850709 – 9805', '198507099805'],
    ['a coordination number', '19701063-2391', '197010632391'],
    ['somebody above a hundred', '121212+1212', '191212121212'],
  ])('is one form of itself: %s', (_what, text, number) => {
    expect(parsePersonNumber(text, 'SE')).toBe(number);
  });

  it.each([
    ['a wrong check digit', '19850709-9806'],
    ['no day of the calendar', '19850231-9805'],
    ['letters', '19850709-T805'],
    ['an organisation', '556036-0793'],
    ['nothing', ''],
    ['too much', '198507099805198507099805'],
  ])('is none with %s', (_what, text) => {
    expect(parsePersonNumber(text, 'SE')).toBeUndefined();
  });
});

describe('a number of a person in Denmark', () => {
  it.each(['070761-4285', '0707614285', '290200-1234'])('is %s by its form', (text) => {
    expect(parsePersonNumber(text, 'DK')).toBe(text.replace('-', ''));
  });

  it.each(['310261-4285', '701361-4285', '070761-428', '19850709-9805'])('is not %s', (text) => {
    expect(parsePersonNumber(text, 'DK')).toBeUndefined();
  });
});
