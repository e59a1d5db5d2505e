import { describe, expect, it } from 'vitest';

import { integrityOf } from './integrity.ts';

const page = { damagedLines: 0, missingLines: 0, blank: false };
const whole = {
  source: 'tiff',
  pdf: new Uint8Array(),
  pages: [page, page],
  truncated: false,
} as const;

describe('the integrity of a document', () => {
  it('is whole when nothing says otherwise', () => {
    expect(integrityOf(whole, {})).toEqual({
      pages: 2,
      damagedLines: 0,
      missingLines: 0,
      blankPages: [],
      endedEarly: false,
    });
  });

  it('adds up the lines of all pages and numbers blank ones from 1', () => {
    const pages = [
      { damagedLines: 2, missingLines: 0, blank: false },
      { damagedLines: 3, missingLines: 7, blank: true },
    ];
    expect(integrityOf({ ...whole, pages }, { announcedPages: 3 })).toEqual({
      pages: 2,
      announcedPages: 3,
      damagedLines: 5,
      missingLines: 7,
      blankPages: [2],
      endedEarly: false,
    });
  });

  it.each([
    ['the file is cut', { ...whole, truncated: true }, {}],
    ['the carrier told an error', whole, { errorText: 'call dropped' }],
  ] as const)('ended early when %s', (_why, converted, reception) => {
    expect(integrityOf(converted, reception).endedEarly).toBe(true);
  });

  it('counts whole lines, whatever a file says', () => {
    const third = { ...page, damagedLines: 1 / 3, missingLines: 0.5 };
    expect(integrityOf({ ...whole, pages: [third] }, {})).toMatchObject({
      damagedLines: 1,
      missingLines: 1,
    });
  });

  it('never counts more than a row can hold', () => {
    const absurd = { ...page, damagedLines: 4_294_967_295 };
    expect(integrityOf({ ...whole, pages: [absurd, absurd] }, {}).damagedLines).toBe(2_147_483_647);
  });
});
