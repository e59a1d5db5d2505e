import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nearMisses, slipBetween } from './near-misses.ts';

const digit = fc.integer({ min: 0, max: 9 }).map(String);
/** E.164, as long as such numbers get. */
const number = fc
  .array(digit, { minLength: 5, maxLength: 15 })
  .map((digits) => `+${digits.join('')}`);

/** A number and the place of one of its digits. */
const numberAndPlace = number.chain((known) =>
  fc.tuple(fc.constant(known), fc.integer({ min: 1, max: known.length - 1 })),
);

/** How many digits have to be put in, taken out, changed, or swapped with their neighbours: the textbook's table. */
const distance = (one: string, other: string): number => {
  const table = Array.from({ length: one.length + 1 }, (_row, i) =>
    Array.from({ length: other.length + 1 }, (_cell, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? Infinity;
  for (let i = 1; i <= one.length; i += 1)
    for (let j = 1; j <= other.length; j += 1) {
      const row = table[i];
      if (!row) continue;
      row[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + Number(one[i - 1] !== other[j - 1]),
        one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
          ? at(i - 2, j - 2) + 1
          : Infinity,
      );
    }
  return at(one.length, other.length);
};

const swap = (text: string, place: number): string =>
  `${text.slice(0, place)}${text[place + 1] ?? ''}${text[place] ?? ''}${text.slice(place + 2)}`;

describe('a number that is typed with one slip is nearly the known one', () => {
  it('with any digit changed', () => {
    fc.assert(
      fc.property(numberAndPlace, digit, ([known, place], other) => {
        fc.pre(known[place] !== other);
        const typed = known.slice(0, place) + other + known.slice(place + 1);
        expect(slipBetween(typed, known)).toBe('digit');
      }),
    );
  });

  it('with any two neighbours swapped', () => {
    fc.assert(
      fc.property(numberAndPlace, ([known, place]) => {
        fc.pre(place + 1 < known.length && known[place] !== known[place + 1]);
        expect(slipBetween(swap(known, place), known)).toBe('swapped');
      }),
    );
  });

  it('with any digit left out', () => {
    fc.assert(
      fc.property(numberAndPlace, ([known, place]) => {
        const typed = known.slice(0, place) + known.slice(place + 1);
        expect(slipBetween(typed, known)).toBe('missing');
      }),
    );
  });

  it('with any digit doubled', () => {
    fc.assert(
      fc.property(numberAndPlace, ([known, place]) => {
        const typed = known.slice(0, place) + (known[place] ?? '') + known.slice(place);
        expect(slipBetween(typed, known)).toBe('doubled');
      }),
    );
  });
});

/** It is taken for a near miss, and isn't. */
const isFarNearMiss = (typed: string, known: string): boolean =>
  slipBetween(typed, known) !== undefined && distance(typed, known) !== 1;

describe('a number is not nearly another one', () => {
  it('that it is', () => {
    fc.assert(
      fc.property(number, (known) => {
        expect(slipBetween(known, known)).toBeUndefined();
      }),
    );
  });

  it('from which it is more than one slip away', () => {
    fc.assert(
      fc.property(number, number, (typed, known) => {
        expect(isFarNearMiss(typed, known)).toBe(false);
      }),
    );
    fc.assert(
      fc.property(numberAndPlace, numberAndPlace, ([known, place], [other, there]) => {
        const typed = swap(known, place).slice(0, there) + (other[there] ?? '');
        expect(isFarNearMiss(typed, known)).toBe(false);
      }),
    );
  });

  it('when a digit too many is no digit doubled', () => {
    expect(slipBetween('+463139006019', '+46313900601')).toBeUndefined();
  });
});

it('finds the known numbers that are meant, in their order', () => {
  const known = ['+46313900601', '+46812345678', '+46313900610', '+46313900602'].map((each) => ({
    number: each,
  }));
  expect(nearMisses('+46313900601', known)).toEqual([
    { number: '+46313900610', slip: 'swapped' },
    { number: '+46313900602', slip: 'digit' },
  ]);
});
