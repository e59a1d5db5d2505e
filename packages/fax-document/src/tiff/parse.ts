import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { readIfd, type Ifd } from './ifd.ts';
import { findLostDirectories } from './lost-directories.ts';
import { directoryOfLostPage } from './lost-page.ts';
import { readLayout, type TiffLayout } from './layout.ts';
import { readPage, type PageSurroundings, type TiffPage } from './page.ts';
import { readStrips } from './strips.ts';
import { TAG } from './tags.ts';

export interface TiffFile {
  readonly layout: TiffLayout;
  readonly pages: readonly TiffPage[];
  /** Pages or strips lie behind the end of the file, or the chain of pages is broken. */
  readonly truncated: boolean;
}

/** Whether the first bytes are those of a TIFF (BigTIFF included). */
export function isTiff(bytes: Uint8Array): boolean {
  return readLayout(bytes) !== undefined;
}

/**
 * Reads a TIFF's directories. Whatever can't be read is left out and said by `truncated`.
 *
 * @throws FaxDocumentError `not-a-fax-document`, `too-many-pages`, and `too-many-pixels` when no
 *   other page is left
 */
export function parseTiff(bytes: Uint8Array, limits: DocumentLimits): TiffFile {
  const layout = readLayout(bytes);
  if (layout === undefined) throw new FaxDocumentError('not-a-fax-document', 'Not a TIFF.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chain = readChain(view, layout, limits.maxPages);
  const { broken } = chain;
  const found = chain.leadsOut ? withLost(chain.ifds, view, layout, limits.maxPages) : chain.ifds;
  const ifds = chain.leadsOut ? withLastPage(found, bytes, limits.maxPages) : found;
  const surroundings: PageSurroundings = {
    little: layout.little,
    fileBytes: bytes.length,
    boundaries: ifds.map(({ offset }) => offset),
    maxPixels: limits.maxPixels,
  };
  const { pages, lost } = readPages(ifds, surroundings);
  return { layout, pages, truncated: broken || lost };
}

/**
 * The directories that a broken chain still leads to, and behind them those that it doesn't, less the
 * older versions of the same pages that programs leave behind when they rewrite a directory.
 */
function withLost(
  ifds: readonly PlacedIfd[],
  view: DataView,
  layout: TiffLayout,
  maxPages: number,
): readonly PlacedIfd[] {
  const firstStrip = ({ ifd }: PlacedIfd): number | undefined =>
    (ifd.entries.get(TAG.stripOffsets) ?? ifd.entries.get(TAG.tileOffsets))?.numbers[0];
  const all = [...ifds];
  const known = new Set(ifds.map(firstStrip));
  for (const lost of findLostDirectories(view, layout)) {
    if (known.has(firstStrip(lost)) || all.length >= maxPages) continue;
    known.add(firstStrip(lost));
    all.push(lost);
  }
  return all;
}

/** And the page that the file ends in, before its directory. */
function withLastPage(
  ifds: readonly PlacedIfd[],
  bytes: Uint8Array,
  maxPages: number,
): readonly PlacedIfd[] {
  const offset = endOfKnown(ifds, bytes);
  const ifd = ifds.length < maxPages && directoryOfLostPage(bytes, offset, ifds.at(-1)?.ifd);
  return ifd ? [...ifds, { ifd, offset: bytes.length }] : ifds;
}

/** The word boundary behind all that directories tell of: strips, and values of entries. */
function endOfKnown(ifds: readonly PlacedIfd[], bytes: Uint8Array): number {
  let end = HEADER_BYTES;
  const reaches = (offset: number): void => {
    if (offset <= bytes.length) end = Math.max(end, offset);
  };
  for (const { ifd, offset } of ifds) {
    reaches(offset + COUNT_BYTES + ifd.entries.size * ENTRY_BYTES + NEXT_BYTES);
    for (const { raw } of ifd.entries.values()) {
      reaches(raw.byteOffset - bytes.byteOffset + raw.length);
    }
    const { strips } = readStrips(ifd, bytes.length, []);
    for (const strip of strips) reaches(strip.offset + strip.length);
  }
  return end + (end % 2);
}

type PlacedIfd = Chain['ifds'][number];

function readPages(
  ifds: readonly PlacedIfd[],
  surroundings: PageSurroundings,
): { pages: TiffPage[]; lost: boolean } {
  const indexed = ifds.map(({ ifd }, index) => ({ ifd, index }));
  const proper = indexed.filter(({ ifd }) => !isAuxiliary(ifd));
  const pages: TiffPage[] = [];
  let lost = false;
  let refusal: unknown;
  // A file of nothing but "reduced versions" was labelled wrongly.
  for (const { ifd, index } of proper.length > 0 ? proper : indexed) {
    try {
      const page = readPage(ifd, index, surroundings);
      if (page) pages.push(page);
      if (page === undefined || page.cut || ifd.cut || losesLayout(ifd)) lost = true;
    } catch (error) {
      refusal ??= error;
      lost = true;
    }
  }
  if (pages.length === 0 && refusal !== undefined) throw refusal;
  return { pages, lost };
}

/** TIFF 6.0 section 8, NewSubfileType: bit 0 is a reduced version of another page, bit 2 a mask. */
const AUXILIARY = 0b101;
/** The older tag SubfileType: a reduced version. */
const REDUCED = 2;

function isAuxiliary(ifd: Ifd): boolean {
  const first = (tag: number): number => ifd.entries.get(tag)?.numbers[0] ?? 0;
  return (first(TAG.newSubfileType) & AUXILIARY) !== 0 || first(TAG.subfileType) === REDUCED;
}

/** Strip tables behind the end of the file. Other values may be there or not: no pixel needs them. */
const LAYOUT_TAGS = [
  TAG.stripOffsets,
  TAG.stripByteCounts,
  TAG.tileOffsets,
  TAG.tileByteCounts,
] as const;

const losesLayout = (ifd: Ifd): boolean => LAYOUT_TAGS.some((tag) => ifd.lost.has(tag));

/** Sizes in a classic TIFF (TIFF 6.0 section 2). */
const HEADER_BYTES = 8;
const COUNT_BYTES = 2;
const ENTRY_BYTES = 12;
const NEXT_BYTES = 4;

interface Chain {
  readonly ifds: readonly { readonly ifd: Ifd; readonly offset: number }[];
  /** It leads out of the file, or back to where it was. */
  readonly broken: boolean;
  /** It leads out of the file: there may be directories that it doesn't lead to. */
  readonly leadsOut: boolean;
}

function readChain(view: DataView, layout: TiffLayout, maxPages: number): Chain {
  if (view.byteLength < (layout.big ? 16 : 8)) return { ifds: [], broken: true, leadsOut: false };
  const ifds: { ifd: Ifd; offset: number }[] = [];
  const seen = new Set<number>();
  let offset = layout.first;
  while (offset !== 0) {
    if (seen.has(offset)) return { ifds, broken: true, leadsOut: false };
    const ifd = readIfd(view, offset, layout);
    if (ifd === undefined) return { ifds, broken: true, leadsOut: true };
    if (ifds.length >= maxPages) {
      throw new FaxDocumentError('too-many-pages', `More than ${maxPages} pages.`);
    }
    seen.add(offset);
    ifds.push({ ifd, offset });
    offset = ifd.next;
  }
  return { ifds, broken: false, leadsOut: false };
}
