import { describe, expect, it } from 'vitest';
import { message, summary } from '../testing/data.ts';
import { rowsOf, withMessage } from './list-changes.ts';
import { nextNew } from './next-new.ts';

const taken = {
  state: 'taken',
  by: { id: 'b', name: 'Bo' },
  at: '2026-11-22T07:00:00.000Z',
} as const;
const a = summary({ id: 'a', availableAt: '2026-11-22T09:00:00.000Z' });
const b = summary({ id: 'b', availableAt: '2026-11-22T08:00:00.000Z' });
const c = summary({ id: 'c', availableAt: '2026-11-22T07:00:00.000Z' });

describe('the rows of a list', () => {
  it('are those of all its pages in order', () => {
    const pages = [
      { messages: [a], next: '1' },
      { messages: [b, c], next: null },
    ];
    expect(rowsOf(pages)).toEqual([a, b, c]);
  });

  it('have a message once that slid onto the next page between two requests', () => {
    const pages = [
      { messages: [a, b], next: '1' },
      { messages: [b, c], next: null },
    ];
    expect(rowsOf(pages)).toEqual([a, b, c]);
  });

  it('change where a message changed, and nowhere else', () => {
    const changed = message({ ...b, handling: taken });
    expect(withMessage([{ messages: [a, b, c], next: 'x' }], changed)).toEqual([
      { messages: [a, changed, c], next: 'x' },
    ]);
  });
});

describe('the next new message', () => {
  it('is the one below the current in the list', () => {
    expect(nextNew([a, b, c], b)).toBe(c);
  });

  it('is found by time when the current has left the list', () => {
    expect(nextNew([a, c], b)).toBe(c);
  });

  it('is the one above the last, for those who begin with the oldest', () => {
    expect(nextNew([a, b, c], c)).toBe(b);
  });

  it('is the first of the list when none is open', () => {
    expect(nextNew([a, b], null)).toBe(a);
  });

  it('is never one that somebody has taken', () => {
    expect(nextNew([a, { ...b, handling: taken }, c], a)).toBe(c);
  });

  it('is none when nothing else is new', () => {
    expect(nextNew([a], a)).toBeUndefined();
  });
});
