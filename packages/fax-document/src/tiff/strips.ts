import type { Ifd } from './ifd.ts';
import { TAG } from './tags.ts';

/** A strip's place in the file, inside of it. */
export interface Strip {
  readonly offset: number;
  readonly length: number;
}

/**
 * The strips of a directory. Lengths that are absent or 0 reach to the next thing that the file is
 * known to hold; lengths that pass the file's end are clamped to it.
 */
export function readStrips(
  ifd: Ifd,
  fileBytes: number,
  boundaries: readonly number[],
): { strips: readonly Strip[]; cut: boolean } {
  const offsets = ifd.entries.get(TAG.stripOffsets)?.numbers ?? [];
  const counts = ifd.entries.get(TAG.stripByteCounts)?.numbers ?? [];
  const known = [...boundaries, ...offsets, fileBytes].toSorted((a, b) => a - b);
  let cut = false;
  const strips = offsets.map((offset, index): Strip => {
    if (offset >= fileBytes) {
      cut = true;
      return { offset: fileBytes, length: 0 };
    }
    const declared = counts[index] || nextAfter(known, offset, fileBytes) - offset;
    const length = Math.min(declared, fileBytes - offset);
    if (length < declared && offsets.length > 1) cut = true;
    return { offset, length };
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
