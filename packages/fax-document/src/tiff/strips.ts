import type { Ifd } from './ifd.ts';
import { TAG } from './tags.ts';

/** A strip's or tile's place in the file, inside of it. */
export interface Strip {
  readonly offset: number;
  readonly length: number;
  /** Bytes up to the next thing that the file is known to hold: what `length` may have left out. */
  readonly reach: number;
}

export interface Strips {
  readonly strips: readonly Strip[];
  /** A strip lies partly or wholly behind the end of the file. */
  readonly cut: boolean;
}

/** No strip begins inside of a header. */
const HEADER_BYTES = 8;

/**
 * The strips of a directory, or its tiles. Lengths that are absent or 0 reach to the next thing that
 * the file is known to hold; lengths that pass the file's end are clamped to it.
 */
export function readStrips(ifd: Ifd, fileBytes: number, boundaries: readonly number[]): Strips {
  const numbers = (...tags: number[]): readonly number[] =>
    tags.map((tag) => ifd.entries.get(tag)?.numbers).find((found) => found !== undefined) ?? [];
  const tiled = ifd.entries.has(TAG.tileWidth);
  // Some writers of tiles use the strips' tags, and some of strips the tiles'.
  const offsets = tiled
    ? numbers(TAG.tileOffsets, TAG.stripOffsets)
    : numbers(TAG.stripOffsets, TAG.tileOffsets);
  const counts = tiled
    ? numbers(TAG.tileByteCounts, TAG.stripByteCounts)
    : numbers(TAG.stripByteCounts, TAG.tileByteCounts);
  const known = [...boundaries, ...offsets, fileBytes].toSorted((a, b) => a - b);
  let cut = false;
  const strips = offsets.map((offset, index): Strip => {
    if (!(offset >= HEADER_BYTES && offset < fileBytes)) {
      cut = true;
      return { offset: fileBytes, length: 0, reach: 0 };
    }
    const reach = Math.min(nextAfter(known, offset, fileBytes), fileBytes) - offset;
    const declared = counts[index] || reach;
    const length = Math.min(declared, fileBytes - offset);
    if (length < declared && offsets.length > 1) cut = true;
    return { offset, length, reach: Math.max(reach, length) };
  });
  return { strips, cut };
}

/** The first of the ascending `known` offsets behind `offset`, by bisection. */
function nextAfter(known: readonly number[], offset: number, otherwise: number): number {
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (known[middle]! > offset) high = middle;
    else low = middle + 1;
  }
  return known[low] ?? otherwise;
}
