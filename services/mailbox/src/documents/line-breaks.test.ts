import { describe, expect, it } from 'vitest';

import { lineOf } from '../test-support/recognised.ts';
import { lineFlow } from './line-breaks.ts';

/** Which lines flow on; one that is set off by `¶` begins a paragraph. */
const flow = (...texts: readonly string[]): boolean[] => {
  const lines = texts.map((text) => lineOf(text.replace('¶', ''), 95, text.startsWith('¶')));
  return texts.map((_, index) => lineFlow(lines)(index));
};

describe('a line of a page', () => {
  it('flows on when the next word would not have fitted', () => {
    expect(flow('¶Remissen avser en fortsatt', 'utredning av patienten')).toEqual([true, false]);
  });

  it('flows on into a new sentence of its paragraph', () => {
    expect(flow('¶Patienten är informerad nu.', 'Anhöriga är det inte')).toEqual([true, false]);
  });

  it('flows on in the middle of a sentence, also where a new paragraph was seen', () => {
    expect(flow('¶Remissen avser en fortsatt', '¶utredning av patienten')).toEqual([true, false]);
  });

  it('ends where a paragraph does', () => {
    expect(flow('¶Patienten är informerad nu.', '¶Anhöriga är det inte')).toEqual([false, false]);
  });

  it('stays as it is when the next word would have fitted, as in an address', () => {
    const address = ['¶Anna Ek', 'c/o Lindqvist', 'Storgatan 12 B i Avesta kommun'];
    expect(flow(...address)).toEqual([false, false, false]);
  });

  it('stays as it is in a list, whose lines begin with capitals or figures', () => {
    expect(flow('¶Metoprolol 50 mg 1x1', 'Apixaban 5 mg 1x2', '665 mg Alvedon 3')).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('ends as on the paper where it ends in a hyphen', () => {
    expect(flow('¶Remissen avser en under-', 'sökning')).toEqual([false, false]);
  });

  it('is measured by the text, not by one line that runs beyond it', () => {
    const text = Array.from({ length: 12 }, () => 'remissen avser en fortsatt utredning');
    const [header, first] = flow(`¶${'0'.repeat(70)}`, ...text);
    expect([header, first]).toEqual([true, true]);
  });
});
