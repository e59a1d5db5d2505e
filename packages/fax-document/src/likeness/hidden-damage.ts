import { usualOf } from './usual.ts';
import type { Window } from './windows.ts';

/** Rows of blocks above and below the worst one that a burst of noise reaches: half an inch in all. */
const REACH = 3;
/** Share of a band's windows that noise on the line disturbs: it runs through all of a line. */
const LEAST_DISTURBED = 0.75;
/** A window is disturbed so many spreads below the usual one. */
const DISTURBED = 2;
/** What was there can still be made out: other words in its place are less like. */
const LEAST_MEAN = 0.5;

/**
 * The windows without those of one band that noise ran through from edge to edge. A receiver that
 * repeats the line before for a damaged one leaves no trace of where it did so.
 *
 * @param windows the least alike first
 */
export function withoutDamage(windows: readonly Window[]): readonly Window[] {
  const worst = windows[0];
  if (worst === undefined) return windows;
  const { usual, spread } = usualOf(windows);
  const isBeside = ({ row }: Window): boolean => Math.abs(row - worst.row) <= REACH;
  const band = windows.filter(isBeside);
  const middle = band.filter(({ row }) => row === worst.row);
  const disturbed = middle.filter(({ likeness }) => likeness < usual - DISTURBED * spread);
  const mean = middle.reduce((sum, { likeness }) => sum + likeness, 0) / middle.length;
  const isNoise = disturbed.length >= LEAST_DISTURBED * middle.length && mean >= LEAST_MEAN;
  return isNoise ? windows.filter((window) => !isBeside(window)) : windows;
}
