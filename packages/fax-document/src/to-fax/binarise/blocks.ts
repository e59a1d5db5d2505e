import type { GreyRows } from '../../tiff/grey-page.ts';
import { darker, darkestOf, FOUR_WHITE, lighter, lightestOf } from './four-pixels.ts';

/** Pixels of a block's side along the lines; rows of pixels are read four at a time. */
export const BLOCK_WIDTH = 4;
/** Levels below are nearly black, and those from the other one on nearly white. */
const NEARLY_BLACK = 16;
const NEARLY_WHITE = 240;

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
export function measureBlocks(grey: GreyRows, blockHeight: 2 | 4 | 8): Blocks {
  const measured =
    blockHeight === 8 ? joined(measureRows(grey, 4)) : measureRows(grey, blockHeight);
  return { ...measured, inked: listInked(measured) };
}

type Measured = Omit<Blocks, 'inked'>;

function measureRows({ width, height, samples }: GreyRows, blockHeight: 2 | 4): Measured {
  const across = width / BLOCK_WIDTH;
  const down = Math.ceil(height / blockHeight);
  const darkest = new Uint8Array(across * down).fill(255);
  const lightest = new Uint8Array(across * down).fill(255);
  const measured = { across, down, darkest, lightest };
  const pixels = new Int32Array(samples.buffer, samples.byteOffset, across * height);
  for (let y = 0; y < down; y++) {
    // Where a block has fewer than four rows, one counts twice.
    const rows = [0, 1, 2, 3].map(
      (row) => Math.min(y * blockHeight + (row % blockHeight), height - 1) * across,
    );
    measureRow(pixels, rows, measured, y * across);
  }
  return measured;
}

/** The blocks from `first` on, of four rows of pixels that begin at `rows`; white ones stay as they are. */
function measureRow(
  pixels: Int32Array,
  rows: readonly number[],
  { across, darkest, lightest }: Measured,
  first: number,
): void {
  const [one = 0, two = 0, three = 0, four = 0] = rows;
  for (let x = 0; x < across; x++) {
    const a = pixels[one + x]!;
    const b = pixels[two + x]!;
    const c = pixels[three + x]!;
    const d = pixels[four + x]!;
    if ((a & b & c & d) === FOUR_WHITE) continue;
    const dark = darker(a, b);
    const alsoDark = darker(c, d);
    darkest[first + x] = darkestOf(darker(dark, alsoDark));
    // Of two pixels the one that isn't the darker one.
    lightest[first + x] = lightestOf(lighter(a ^ b ^ dark, c ^ d ^ alsoDark));
  }
}

/** Each two blocks, one below the other, as one. */
function joined({ across, down, darkest, lightest }: Measured): Measured {
  const half = Math.ceil(down / 2);
  const dark = new Uint8Array(across * half);
  const light = new Uint8Array(across * half);
  for (let block = 0; block < dark.length; block++) {
    const upper = Math.floor(block / across) * across + block;
    const lower = upper + across < darkest.length ? upper + across : upper;
    dark[block] = Math.min(darkest[upper]!, darkest[lower]!);
    light[block] = Math.max(lightest[upper]!, lightest[lower]!);
  }
  return { across, down: half, darkest: dark, lightest: light };
}

/** Lists the blocks that aren't white, and counts what is nearly black or white as such. */
function listInked({ darkest, lightest }: Measured): Uint32Array {
  const inked = new Uint32Array(darkest.length);
  let count = 0;
  for (let block = 0; block < darkest.length; block++) {
    const dark = darkest[block]!;
    if (dark === 255) continue;
    inked[count++] = block;
    if (dark >= NEARLY_BLACK || lightest[block]! < NEARLY_WHITE) continue;
    darkest[block] = 0;
    lightest[block] = 255;
  }
  return inked.subarray(0, count);
}
