import type { GreyRows } from '../../tiff/grey-page.ts';

/** Pixels of a block's side along the lines; rows of pixels are read four at a time. */
export const BLOCK_WIDTH = 4;

/** The page in blocks of about half a millimetre: the darkest and lightest level of each. */
export interface Blocks {
  readonly across: number;
  readonly down: number;
  /** Rows of a block. */
  readonly height: number;
  readonly darkest: Uint8Array;
  readonly lightest: Uint8Array;
}

/** Four white pixels, as one number. */
const WHITE_WORD = -1;

/** @param grey its width is a multiple of four, as all fax widths are */
export function measureBlocks({ width, height, samples }: GreyRows, blockHeight: number): Blocks {
  const across = width / BLOCK_WIDTH;
  const down = Math.ceil(height / blockHeight);
  const darkest = new Uint8Array(across * down).fill(255);
  const lightest = new Uint8Array(across * down);
  const words = new Int32Array(samples.buffer, samples.byteOffset, across * height);
  for (let y = 0, at = 0; y < height; y++) {
    let block = Math.floor(y / blockHeight) * across;
    for (let x = 0; x < across; x++, at++, block++) {
      const word = words[at]!;
      if (word === WHITE_WORD) {
        lightest[block] = 255;
        continue;
      }
      let dark = darkest[block]!;
      let light = lightest[block]!;
      for (let shift = 0; shift < 32; shift += 8) {
        const level = (word >>> shift) & 0xff;
        if (level < dark) dark = level;
        if (level > light) light = level;
      }
      darkest[block] = dark;
      lightest[block] = light;
    }
  }
  return { across, down, height: blockHeight, darkest, lightest };
}
