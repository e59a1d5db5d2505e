import { describe, expect, it } from 'vitest';

import { cleanText, someText } from './clean-text.ts';

describe('a text from outside', () => {
  it('is one line without control characters', () => {
    expect(cleanText('\0first\r\n\tsecond\u0085')).toBe('first second');
  });

  it('cannot turn around what stands beside it', () => {
    expect(cleanText('\u202e0146\u2066\u200b\u2028Ek\ufeff')).toBe('0146 Ek');
  });

  it('is cut at the bound and stays well formed', () => {
    const cut = cleanText(`${'x'.repeat(511)}\u{1F4E0}`);
    expect([cut.length, cut.isWellFormed()]).toEqual([512, true]);
  });

  it('is absent when nothing is left of it', () => {
    expect([someText(' \n'), someText(undefined), someText(' Ek ')]).toEqual([
      undefined,
      undefined,
      'Ek',
    ]);
  });
});
