import { describe, expect, it } from 'vitest';

import { markOf, type Integrity } from './integrity.ts';

const whole: Integrity = {
  pages: 2,
  announcedPages: 2,
  damagedLines: 0,
  missingLines: 0,
  blankPages: [],
  endedEarly: false,
};

describe('the integrity mark', () => {
  it('is whole when every announced page came undamaged', () => {
    expect(markOf(whole)).toBe('whole');
  });

  it('is whole when the sender announced nothing and nothing is known to be lost', () => {
    const { announcedPages: _, ...unannounced } = whole;
    expect(markOf(unannounced)).toBe('whole');
  });

  it('is damaged when lines were damaged', () => {
    expect(markOf({ ...whole, damagedLines: 1 })).toBe('damaged');
  });

  it.each([
    ['pages are missing', { pages: 1 }],
    ['reception ended early', { endedEarly: true }],
    ['the last page was cut', { missingLines: 400 }],
  ])('is partial, above damaged, when %s', (_, fault) => {
    expect(markOf({ ...whole, damagedLines: 3, ...fault })).toBe('partial');
  });

  it('is not partial when more pages came than were announced', () => {
    expect(markOf({ ...whole, pages: 3 })).toBe('whole');
  });
});
