import type { GreyRows } from '../../tiff/grey-page.ts';
import { FOUR_WHITE, nearlyBlack, nearlyWhite } from './four-pixels.ts';

/** Pixels of a block's side along the lines; rows of pixels are read four at a time. */
export const BLOCK_WIDTH = 4;

/**
 * The page in blocks of about half a millimetre: the darkest and lightest level of each, which are 0 and
 * 255 where a block has pixels that are nearly so.
 */
export interface Blocks {
  readonly across: number;
  readonly down: number;
  readonly darkest: Uint8Array;
  readonly lightest: Uint8Array;
  /** Indices of the blocks that aren't all white, row after row. */
  readonly inked: Uint32Array;
}

/** @param grey its width is a multiple of four, as all fax widths are, and its samples begin at a word */
export function measureBlocks(grey: GreyRows, blockHeight: number): Blocks {
  const { width, height, samples } = grey;
  const across = width / BLOCK_WIDTH;
  const down = Math.ceil(height / blockHeight);
  const darkest = new Uint8Array(across * down).fill(255);
  const lightest = new Uint8Array(across * down).fill(255);
  const inked = new Uint32Array(across * down);
  let count = 0;
  const words = new Int32Array(samples.buffer, samples.byteOffset, across * height);
  for (let y = 0, block = 0; y < down; y++) {
    const first = y * blockHeight * across;
    const end = Math.min(words.length, first + blockHeight * across);
    const complete = end === first + blockHeight * across;
    for (let x = 0; x < across; x++, block++) {
      if (complete && isWhite(words, first + x, end, across)) continue;
      inked[count++] = block;
      if (hasInkAndPaper(words, first + x, end, across)) {
        darkest[block] = 0;
        continue;
      }
      let dark = 255;
      let light = 0;
      for (let at = first + x; at < end; at += across) {
        const word = words[at]!;
        for (let shift = 0; shift < 32; shift += 8) {
          const level = (word >>> shift) & 0xff;
          if (level < dark) dark = level;
          if (level > light) light = level;
        }
      }
      darkest[block] = dark;
      lightest[block] = light;
    }
  }
  return { across, down, darkest, lightest, inked: inked.subarray(0, count) };
}

/** Whether a block is white. Its rows come in pairs: most of a page is looked at here and nowhere else. */
function isWhite(words: Int32Array, first: number, end: number, across: number): boolean {
  let all = words[first]! & words[first + across]!;
  for (let at = first + 2 * across; at < end; at += 2 * across) {
    all &= words[at]! & words[at + across]!;
  }
  return all === FOUR_WHITE;
}

/** Whether a block has pixels that are nearly black and others that are nearly white. */
function hasInkAndPaper(words: Int32Array, first: number, end: number, across: number): boolean {
  let ink = 0;
  let paper = 0;
  for (let at = first; at < end; at += across) {
    ink |= nearlyBlack(words[at]!);
    paper |= nearlyWhite(words[at]!);
  }
  return ink !== 0 && paper !== 0;
}
