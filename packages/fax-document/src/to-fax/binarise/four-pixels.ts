import { endianness } from 'node:os';

/** Four pixels, a byte each, as one number, in the order of the machine's bytes. */
export type FourPixels = number;

/** Four white pixels. */
export const FOUR_WHITE: FourPixels = -1;

const LITTLE = endianness() === 'LE';
const SIGNS = 0x80808080 | 0;
const REST = 0x7f7f7f7f;
const ONES = 0x01010101;
/** Times this the lowest bits of four bytes come together in the highest four, the first pixel's first. */
const GATHER = LITTLE ? 0x80402010 | 0 : 0x10204080;

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
  return Math.imul(black >>> 7, GATHER) >>> 28;
}

/** The darker of each two pixels. */
export function darker(one: FourPixels, other: FourPixels): FourPixels {
  // The sign of each byte: whether the first is at least as light. No byte borrows from the next one.
  const carried = (one | SIGNS) - (other & REST);
  const signs = ((one & ~other) | (~(one ^ other) & carried)) & SIGNS;
  const lighter = (signs - (signs >>> 7)) | signs;
  return one ^ ((one ^ other) & lighter);
}

/** The lighter of each two pixels. */
export const lighter = (one: FourPixels, other: FourPixels): FourPixels =>
  one ^ other ^ darker(one, other);

/** The darkest of four pixels. */
export const darkestOf = (pixels: FourPixels): number =>
  Math.min(pixels & 0xff, (pixels >>> 8) & 0xff, (pixels >>> 16) & 0xff, pixels >>> 24);

/** The lightest of four pixels. */
export const lightestOf = (pixels: FourPixels): number =>
  Math.max(pixels & 0xff, (pixels >>> 8) & 0xff, (pixels >>> 16) & 0xff, pixels >>> 24);
