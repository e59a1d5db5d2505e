import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';
import { WORD, wordsOf, type Ink } from './ink.ts';

/** Pixels that make a cell. */
export interface CellSize {
  readonly across: number;
  readonly down: number;
}

/** Ink of a bilevel page. */
export function inkOfRows(page: PackedRows, size: CellSize): Ink {
  return size.across === 2 && size.down <= 2 ? inkOfPairs(page, size.down) : inkOfBits(page, size);
}

/** A byte's pixels as four cells of two, darkness in steps of `step`. */
function pairsOfBytes(step: number): Uint32Array {
  const cells = new Uint8Array(256 * WORD);
  for (let byte = 0; byte < 256; byte++) {
    for (let pair = 0; pair < WORD; pair++) {
      const bits = (byte >>> (6 - 2 * pair)) & 3;
      cells[byte * WORD + pair] = ((bits >>> 1) + (bits & 1)) * step;
    }
  }
  return new Uint32Array(cells.buffer);
}

/** The usual resolutions: a byte of pixels is a word of cells. */
function inkOfPairs({ width, height, rows }: PackedRows, down: number): Ink {
  const stride = rowBytes(width);
  const ink = emptyInk(stride * WORD, Math.ceil(height / down));
  const words = wordsOf(ink);
  const pairs = pairsOfBytes(Math.floor(255 / (2 * down)));
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / down) * stride;
    for (let x = 0; x < stride; x++, at++) if (rows[at] !== 0) words[row + x]! += pairs[rows[at]!]!;
  }
  return ink;
}

function inkOfBits(page: PackedRows, { across, down }: CellSize): Ink {
  const stride = rowBytes(page.width);
  const grid = gridOf(page, { across, down });
  const sums = new Uint32Array(grid.width * grid.height);
  for (let y = 0, at = 0; y < page.height; y++) {
    const row = Math.floor(y / down) * grid.width;
    for (let x = 0; x < stride * 8; x += 8, at++) {
      let byte = page.rows[at]!;
      while (byte !== 0) {
        const bit = Math.clz32(byte) - 24;
        sums[row + Math.floor((x + bit) / across)]!++;
        byte ^= 0x80 >>> bit;
      }
    }
  }
  return inkOfSums(sums, grid, 255 / (across * down));
}

/** Ink of a grey page: a byte a pixel, 0 black. */
export function inkOfSamples(
  page: { readonly width: number; readonly height: number; readonly samples: Uint8Array },
  size: CellSize,
): Ink {
  const { across, down } = size;
  const grid = gridOf(page, size);
  const sums = new Uint32Array(grid.width * grid.height);
  for (let y = 0, at = 0; y < page.height; y++) {
    const row = Math.floor(y / down) * grid.width;
    for (let x = 0; x < page.width; x++, at++) {
      const sample = page.samples[at]!;
      if (sample < 255) sums[row + Math.floor(x / across)]! += 255 - sample;
    }
  }
  return inkOfSums(sums, grid, 1 / (across * down));
}

interface Grid {
  readonly width: number;
  readonly height: number;
}

const gridOf = (page: Grid, { across, down }: CellSize): Grid => ({
  width: Math.ceil(page.width / across / WORD) * WORD,
  height: Math.ceil(page.height / down),
});

const emptyInk = (width: number, height: number): Ink => ({
  width,
  height,
  cells: new Uint8Array(width * height),
});

function inkOfSums(sums: Uint32Array, { width, height }: Grid, scale: number): Ink {
  const ink = emptyInk(width, height);
  for (let at = 0; at < sums.length; at++) if (sums[at] !== 0) ink.cells[at] = sums[at]! * scale;
  return ink;
}
