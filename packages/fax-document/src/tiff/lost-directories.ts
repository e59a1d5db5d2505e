import { readIfd, type Ifd } from './ifd.ts';
import type { TiffLayout } from './layout.ts';
import { TAG } from './tags.ts';

/** Entries that a page's directory has: fewer say too little, more nobody writes. */
const LEAST_ENTRIES = 5;
const MOST_ENTRIES = 200;
const ENTRY_BYTES = 12;
/** The highest type of TIFF 6.0 section 2 and of Adobe's supplement. */
const LAST_TYPE = 13;
/** Directories that are looked for at most. */
const MOST_FOUND = 1000;

/** A directory that no other leads to. */
export interface LostIfd {
  readonly ifd: Ifd;
  readonly offset: number;
}

/**
 * Directories that the chain doesn't lead to, found by what they look like: on a word boundary (TIFF
 * 6.0 section 2) a count, then as many entries with ascending tags and known types, the first of them
 * a page's first. For files whose chain leads out of them; classic TIFF alone.
 */
export function findLostDirectories(view: DataView, layout: TiffLayout): LostIfd[] {
  const found: LostIfd[] = [];
  if (layout.big) return found;
  for (let offset = 8; offset + 2 <= view.byteLength; offset += 2) {
    if (!looksLikeDirectory(view, offset, layout.little)) continue;
    const ifd = readIfd(view, offset, layout);
    if (ifd) found.push({ ifd, offset });
    if (found.length >= MOST_FOUND) break;
  }
  return found;
}

function looksLikeDirectory(view: DataView, offset: number, little: boolean): boolean {
  const count = view.getUint16(offset, little);
  if (count < LEAST_ENTRIES || count > MOST_ENTRIES) return false;
  if (offset + 2 + count * ENTRY_BYTES > view.byteLength) return false;
  let previous = TAG.newSubfileType - 1;
  if (view.getUint16(offset + 2, little) > TAG.imageWidth) return false;
  for (let at = offset + 2; at < offset + 2 + count * ENTRY_BYTES; at += ENTRY_BYTES) {
    const tag = view.getUint16(at, little);
    const type = view.getUint16(at + 2, little);
    if (tag <= previous || type < 1 || type > LAST_TYPE) return false;
    previous = tag;
  }
  return true;
}
