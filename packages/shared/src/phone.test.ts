import { describe, expect, it } from 'vitest';

import { showNumber, toE164 } from './phone.ts';

describe('a telephone number', () => {
  it.each([
    ['08-465 004 10', '+46846500410'],
    ['0046 8 46500410', '+46846500410'],
    ['+46 8 465 004 10', '+46846500410'],
    ['+45 32 12 34 56', '+4532123456'],
  ])('is known in many forms: %s', (text, full) => {
    expect(toE164(text)).toBe(full);
  });

  it.each(['', 'anonymous', '4711', '<script>', '+'])('is not what %j is', (text) => {
    expect(toE164(text)).toBeUndefined();
  });

  it('is shown in national form at home and in international form abroad', () => {
    expect(showNumber('+46846500410', 'SE').national).toBe('08-465 004 10');
    expect(showNumber('+46846500410', 'DK').national).toBe('+46 8 465 004 10');
  });

  it('has no national form when the caller withheld it', () => {
    expect(showNumber('Anonymous')).toEqual({ full: 'Anonymous', national: '' });
  });

  it('is shown as it came when it is none', () => {
    expect(showNumber('VC NORR 12')).toEqual({ full: 'VC NORR 12', national: 'VC NORR 12' });
  });
});
