import { endianness } from 'node:os';

/** Four pixels, a byte each, as one number, in the order of the machine's bytes. */
export type FourPixels = number;

/** Four white pixels. */
export const FOUR_WHITE: FourPixels = -1;

const LITTLE = endianness() === 'LE';
const SIGNS = 0x80808080 | 0;
const REST = 0x7f7f7f7f;
const ONES = 0x01010101;
const UPPER_HALVES = 0xf0f0f0f0 | 0;
const UPPER_ONES = 0x10101010;

/** A test for many pixels: what to add to each for its sign to tell whether it is above a level. */
export interface Threshold {
  readonly addend: number;
  readonly upperHalf: boolean;
}

/** The test for levels above `level`, 0–254. */
export function aboveLevel(level: number): Threshold {
  return { addend: (0x7f - (level & 0x7f)) * ONES, upperHalf: level >= 0x80 };
}

/** Which of four pixels are not above the level: 8 for the first, 4, 2, 1 for the last. */
export function blackBits(pixels: FourPixels, { addend, upperHalf }: Threshold): number {
  const carried = (pixels & REST) + addend;
  const black = ~(upperHalf ? carried & pixels : carried | pixels) & SIGNS;
  return LITTLE
    ? ((black >>> 4) & 8) | ((black >>> 13) & 4) | ((black >>> 22) & 2) | (black >>> 31)
    : ((black >>> 28) & 8) | ((black >>> 21) & 4) | ((black >>> 14) & 2) | ((black >>> 7) & 1);
}

/** Not 0 when one of four pixels is nearly black: below 16. */
export function nearlyBlack(pixels: FourPixels): number {
  const upper = pixels & UPPER_HALVES;
  // Only a byte of 0, or one next to it, gets its sign by borrowing without having had it.
  return (upper - UPPER_ONES) & ~upper & SIGNS;
}

/** Not 0 when one of four pixels is nearly white: 240 and above. */
export const nearlyWhite = (pixels: FourPixels): number => nearlyBlack(~pixels);
