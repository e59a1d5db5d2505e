import { describe, expect, it } from 'vitest';

import { readDestination } from './destination.ts';

const rules = { country: 'SE', countries: ['SE', 'DK', 'NO'] } as const;
const kindOf = (text: string): string => readDestination(text, rules).kind;

describe('where a fax is to go', () => {
  it.each([
    ['08-465 004 10', '+46846500410'],
    ['0046 8 465 004 10', '+46846500410'],
    ['+45 32 12 34 56', '+4532123456'],
    ['+46313900601', '+46313900601'],
  ])('is a number in many forms: %s', (text, number) => {
    expect(readDestination(text, rules)).toEqual({ kind: 'number', number });
  });

  it.each(['', 'anonymous', '112', '4711', '08-465 004 10 ext. 5', '08-465 004 10 and more', '+'])(
    'is not %j',
    (text) => {
      expect(kindOf(text)).toBe('invalid');
    },
  );

  it.each(['0900-123 45 67', '0939-123 45 67'])('is no number that costs extra: %s', (text) => {
    expect(kindOf(text)).toMatch(/premium-rate|invalid/);
    expect(kindOf(text)).not.toBe('number');
  });

  it.each(['+1 212 555 0123', '+44 20 7946 0018', '+881 612345678'])(
    'is in a country that faxes may go to, and not %s',
    (text) => {
      expect(kindOf(text)).not.toBe('number');
    },
  );
});
