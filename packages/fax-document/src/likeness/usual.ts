import type { Window } from './windows.ts';

/** What windows of two pages are usually like. */
export interface Usual {
  /** The one in the middle, and the best of the poorest twentieth. */
  readonly usual: number;
  readonly poor: number;
  /** How far the poor ones lie below. */
  readonly spread: number;
}

/** Spread of windows that differ by nothing but rounding. */
const LEAST_SPREAD = 0.015;

/** @param windows the least alike first */
export function usualOf(windows: readonly Window[]): Usual {
  const usual = windows[windows.length >>> 1]?.likeness ?? 0;
  const poor = windows[Math.floor(windows.length / 20)]?.likeness ?? 0;
  return { usual, poor, spread: Math.max(LEAST_SPREAD, usual - poor) };
}
