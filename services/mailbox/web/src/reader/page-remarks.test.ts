import { describe, expect, it } from 'vitest';
import type { PageFacts } from '../../../src/http/api.ts';
import { pageFacts } from '../testing/data.ts';
import { en } from '../words/en.ts';
import { pageRemarks } from './page-remarks.ts';

const sentences = (some: Partial<PageFacts>) =>
  pageRemarks(pageFacts(some), en).map(({ sentence }) => sentence);

describe('what is said of a page', () => {
  it('is nothing when it is whole, or when nothing is known of it', () => {
    expect(sentences({})).toEqual([]);
    expect(pageRemarks(undefined, en)).toEqual([]);
  });

  it('is where it is damaged, when that is known', () => {
    expect(sentences({ damagedLines: 12, damage: [{ from: 0.2, to: 0.3 }] })).toEqual([
      '12 damaged lines, where the edge is marked. Read figures there with care.',
    ]);
  });

  it('is that nobody knows where, when a modem counted and no more', () => {
    expect(sentences({ damagedLines: 1 })).toEqual([
      '1 damaged line; the receiving modem did not say where. Read figures with care.',
    ]);
  });

  it('is first that it broke off', () => {
    expect(sentences({ endedEarly: true, missingLines: 40, damagedLines: 1 })[0]).toBe(
      'The page broke off; the lower part never came.',
    );
  });

  it('is how many lines are missing when the page came to its end all the same', () => {
    expect(sentences({ missingLines: 2 })).toEqual(['2 lines of this page never arrived.']);
  });

  it('is that nothing came rather than that it is blank', () => {
    expect(sentences({ lost: true, endedEarly: true, missingLines: 9, blank: true })).toEqual([
      'Nothing of this page came. It keeps its place, white.',
    ]);
  });

  it('is why a blank page is kept', () => {
    expect(sentences({ blank: true })).toEqual([en.pageState.blank]);
  });

  it.each([
    [180, en.pageState.turnedOver],
    [90, en.pageState.turnedSideways],
    [270, en.pageState.turnedSideways],
  ] as const)('is why we turned it by %d degrees', (turned, sentence) => {
    expect(sentences({ turned })).toEqual([sentence]);
  });
});
