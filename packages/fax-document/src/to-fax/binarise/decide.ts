import type { Blocks } from './blocks.ts';

/**
 * What a block's pixels are compared with:
 *
 * - `white`, `black`: nothing: all of them are
 * - `line`: one level: text and lines, on whatever ground
 * - `area`: the screen, each pixel counted to the nearer of two even areas that meet here
 * - `tone`: the screen
 * - `picture`: between both, the nearer to one level the more they differ
 */
export type Decision = (typeof DECISION)[keyof typeof DECISION];

export const DECISION = { white: 0, black: 1, line: 2, area: 3, tone: 4, picture: 5 } as const;

/** Levels above are white paper: the screen has nothing lighter. */
export const PAPER = 246;
/** Levels below are ink. */
const INK = 16;
/** Levels that differ less are one tone: a gradient. */
const CONTRAST = 20;
/** A block is even when its levels don't differ by more: drawn, not photographed. */
const EVEN = 2;
/** Two even areas meet when they differ by this share of all that differs around them. */
const MEETING = 0.6;
/** Blocks to each side in which even ground is looked for. */
const REACH = 2;

/** The levels that a decision was taken by. */
export interface Levels {
  /** The least and greatest of a block and its eight neighbours. */
  dark: number;
  light: number;
  /** The least and greatest of the even blocks near it; `evenLight` is -1 where there is none. */
  evenDark: number;
  evenLight: number;
}

/** What is to be done with a block, and why (in `levels`). */
export function decide(blocks: Blocks, x: number, y: number, levels: Levels): Decision {
  const at = y * blocks.across + x;
  const ownDark = blocks.darkest[at]!;
  const ownLight = blocks.lightest[at]!;
  if (ownDark >= PAPER) return DECISION.white;
  if (ownLight <= INK) return DECISION.black;
  if (ownDark <= INK && ownLight >= PAPER) {
    levels.dark = ownDark;
    levels.light = ownLight;
    return DECISION.line;
  }
  look(blocks, x, y, levels);
  const { dark, light } = levels;
  if (dark <= INK && light >= PAPER) return DECISION.line;
  if (light - dark < CONTRAST) return DECISION.tone;
  lookForEven(blocks, x, y, levels);
  const { evenDark, evenLight } = levels;
  if (evenLight < evenDark) return DECISION.picture;
  return evenLight - evenDark >= MEETING * (light - dark) ? DECISION.area : DECISION.line;
}

function look({ across, down, darkest, lightest }: Blocks, x: number, y: number, to: Levels): void {
  let dark = 255;
  let light = 0;
  const left = x > 0 ? x - 1 : x;
  const right = x + 1 < across ? x + 1 : x;
  const last = (y + 1 < down ? y + 1 : y) * across;
  for (let row = (y > 0 ? y - 1 : y) * across; row <= last; row += across) {
    for (let at = row + left; at <= row + right; at++) {
      if (darkest[at]! < dark) dark = darkest[at]!;
      if (lightest[at]! > light) light = lightest[at]!;
    }
  }
  to.dark = dark;
  to.light = light;
}

function lookForEven(
  { across, down, darkest, lightest }: Blocks,
  x: number,
  y: number,
  to: Levels,
): void {
  to.evenLight = -1;
  to.evenDark = 256;
  const left = Math.max(0, x - REACH);
  const right = Math.min(across - 1, x + REACH);
  for (let row = Math.max(0, y - REACH); row <= Math.min(down - 1, y + REACH); row++) {
    for (let at = row * across + left; at <= row * across + right; at++) {
      if (lightest[at]! - darkest[at]! > EVEN) continue;
      if (lightest[at]! > to.evenLight) to.evenLight = lightest[at]!;
      if (darkest[at]! < to.evenDark) to.evenDark = darkest[at]!;
    }
  }
}
