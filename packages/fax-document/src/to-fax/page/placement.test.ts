import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { paperFor } from './paper.ts';
import { placePage, placePicture } from './placement.ts';

const MM = 1 / 25.4;
const paper = paperFor({ resolution: 'fine', width: 1728, coding: 'g4', fillOrder: 1 }, 0);
const mm = (width: number, height: number) => ({ width: width * MM, height: height * MM });

describe('a page on A4 paper at fine resolution', () => {
  it('A4 has its own size, in the middle of the lines', () => {
    expect(placePage(mm(210, 297), paper)).toEqual({
      turned: false,
      columns: 1687,
      rows: 2291,
      left: 20,
      scale: 1,
    });
  });

  it('letter, a hair wider than the lines, loses the hair by scaling', () => {
    const letter = placePage({ width: 8.5, height: 11 }, paper);
    expect(letter).toMatchObject({ columns: 1728, left: 0, turned: false });
    expect(letter.scale).toBeCloseTo(0.997, 3);
  });

  it('A3 becomes A4 of the same proportions', () => {
    const { columns, rows, scale } = placePage(mm(297, 420), paper);
    expect(scale).toBeCloseTo(297 / 420, 3);
    expect(columns / 204 / (rows / 196)).toBeCloseTo(297 / 420, 3);
  });

  it('a landscape page that is too wide is turned, and then fills the paper', () => {
    expect(placePage(mm(297, 210), paper)).toMatchObject({ turned: true, columns: 1687, scale: 1 });
  });

  it('a landscape page that has room stays upright', () => {
    expect(placePage(mm(210, 148), paper)).toMatchObject({ turned: false, rows: 1142, scale: 1 });
  });

  it('a label is enlarged, four times at most', () => {
    expect(placePage(mm(60, 30), paper).scale).toBeCloseTo(215.15 / 60, 2);
    expect(placePage(mm(10, 10), paper).scale).toBe(4);
  });

  it('a till roll keeps its proportions', () => {
    const { columns, rows } = placePage(mm(80, 3000), paper);
    expect(rows).toBe(2291);
    expect(columns / 204 / (rows / 196)).toBeCloseTo(80 / 3000, 3);
  });

  it('any page, however large or thin, lies within the paper', () => {
    const side = fc.double({ min: 0.001, max: 1000, noNaN: true });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const { columns, rows, left } = placePage({ width, height }, paper);
        expect(columns).toBeGreaterThan(0);
        expect(left + columns).toBeLessThanOrEqual(paper.columns);
        expect(rows).toBeGreaterThan(0);
        expect(rows).toBeLessThanOrEqual(paper.rows);
      }),
    );
  });
});

describe('a picture without a size', () => {
  it('is as large as the paper', () => {
    expect(placePicture({ width: 3000, height: 4000 }, 50, paper)).toMatchObject({
      columns: 1728,
      rows: Math.round((1729 / 204) * (4 / 3) * 196),
    });
  });

  it('is no larger than its pixels allow', () => {
    expect(placePicture({ width: 50, height: 50 }, 50, paper)).toMatchObject({
      columns: 204,
      rows: 196,
    });
  });
});

it.each([
  ['standard', 1728, 1145],
  ['fine', 1728, 2291],
  ['superfine', 1728, 4571],
  ['fine', 2048, 2808],
  ['fine', 2432, 3240],
] as const)('a sheet at %s resolution and %d pixels has %d lines', (resolution, width, rows) => {
  expect(paperFor({ resolution, width, coding: 'g4', fillOrder: 1 }, 0).rows).toBe(rows);
});
