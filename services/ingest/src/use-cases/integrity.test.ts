import { describe, expect, it } from 'vitest';

import type { ConvertedPage } from './converter.ts';
import { integrityOf, pageIntegrityOf } from './integrity.ts';

const page: ConvertedPage = {
  height: 2188,
  damagedLines: 0,
  damage: [],
  missingLines: 0,
  endedEarly: false,
  rotate: 0,
  blank: false,
};
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
      { ...page, damagedLines: 2 },
      { ...page, damagedLines: 3, missingLines: 7, blank: true },
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

describe('the state of a page', () => {
  it('says where its damage lies', () => {
    const damage = [{ from: 10, to: 14 }];
    expect(pageIntegrityOf({ ...page, damagedLines: 4, damage })).toEqual({
      lines: 2188,
      damagedLines: 4,
      damage,
      missingLines: 0,
      endedEarly: false,
      blank: false,
      rotate: 0,
    });
  });

  it('counts whole lines, and never more than a row can hold', () => {
    const absurd = { ...page, height: 841.89, damagedLines: 1 / 3, missingLines: 4_294_967_295 };
    expect(pageIntegrityOf(absurd)).toMatchObject({
      lines: 842,
      damagedLines: 1,
      missingLines: 2_147_483_647,
    });
  });
});
