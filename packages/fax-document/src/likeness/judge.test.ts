import { describe, expect, it } from 'vitest';

import { judge } from './judge.ts';
import { SAME } from './likeness.ts';
import type { Window } from './windows.ts';

/** Windows of a page, five to a row, likenesses spread evenly between two. */
const spread = (least: number, most: number, count = 400): Window[] =>
  Array.from({ length: count }, (_, index) => ({
    row: index % (count / 5),
    likeness: least + ((most - least) * index) / count,
  }));

const same = (...windows: Window[][]): boolean =>
  judge(
    windows.flat().toSorted((a, b) => a.likeness - b.likeness),
    false,
  ).likeness >= SAME;

describe('pages are judged', () => {
  it('as the same when all windows are alike', () => {
    expect(judge(spread(1, 1), false)).toEqual({ likeness: 1, windows: 400 });
  });

  it('as the same when noise spreads all of them', () => {
    expect(same(spread(0.78, 0.98))).toBe(true);
  });

  it('by their worst place, however good the mean', () => {
    const changed = Array.from({ length: 6 }, () => ({ row: 3, likeness: 0.2 }));
    expect(same(spread(0.95, 1), changed)).toBe(false);
  });

  it('by their own noise: what stands out of clean pages is lost in noisy ones', () => {
    const changed = Array.from({ length: 6 }, () => ({ row: 3, likeness: 0.72 }));
    expect(same(spread(0.97, 1), changed)).toBe(false);
    expect(same(spread(0.76, 0.98), changed)).toBe(true);
  });

  it('without regard to one or two windows, since a change disturbs all that lie on it', () => {
    const chance = [0, 1].map((row) => ({ row, likeness: 0.1 }));
    expect(same(spread(0.9, 1), chance)).toBe(true);
  });

  it('as different when they are usually not alike', () => {
    expect(same(spread(0.5, 0.8))).toBe(false);
  });

  it('as nothing when there is nothing on them', () => {
    expect(judge([], false)).toEqual({ likeness: 0, windows: 0 });
  });
});

describe('a page with damage that nobody knows where', () => {
  const band = (likeness: number): Window[] =>
    Array.from({ length: 20 }, () => ({ row: 40, likeness }));
  const verdict = (damaged: Window[], hiddenDamage: boolean): boolean => {
    const windows = [...spread(0.93, 1), ...damaged];
    return (
      judge(
        windows.toSorted((a, b) => a.likeness - b.likeness),
        hiddenDamage,
      ).likeness >= SAME
    );
  };

  it('is judged without a band that noise ran through from edge to edge', () => {
    expect(verdict(band(0.55), true)).toBe(true);
    expect(verdict(band(0.55), false)).toBe(false);
  });

  it('is another one when a line of other words stands in that band', () => {
    expect(verdict(band(0.2), true)).toBe(false);
  });
});
