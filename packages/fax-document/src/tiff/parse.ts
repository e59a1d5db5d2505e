import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { readIfd, type Ifd } from './ifd.ts';
import { readLayout, type TiffLayout } from './layout.ts';
import { readPage, type PageSurroundings, type TiffPage } from './page.ts';
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
  const { ifds, broken } = readChain(view, layout, limits.maxPages);
  const surroundings: PageSurroundings = {
    little: layout.little,
    fileBytes: bytes.length,
    boundaries: ifds.map(({ offset }) => offset),
    maxPixels: limits.maxPixels,
  };
  const { pages, lost } = readPages(ifds, surroundings);
  return { layout, pages, truncated: broken || lost };
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

interface Chain {
  readonly ifds: readonly { readonly ifd: Ifd; readonly offset: number }[];
  /** It leads out of the file, or back to where it was. */
  readonly broken: boolean;
}

function readChain(view: DataView, layout: TiffLayout, maxPages: number): Chain {
  if (view.byteLength < (layout.big ? 16 : 8)) return { ifds: [], broken: true };
  const ifds: { ifd: Ifd; offset: number }[] = [];
  const seen = new Set<number>();
  let offset = layout.first;
  while (offset !== 0) {
    const ifd = seen.has(offset) ? undefined : readIfd(view, offset, layout);
    if (ifd === undefined) return { ifds, broken: true };
    if (ifds.length >= maxPages) {
      throw new FaxDocumentError('too-many-pages', `More than ${maxPages} pages.`);
    }
    seen.add(offset);
    ifds.push({ ifd, offset });
    offset = ifd.next;
  }
  return { ifds, broken: false };
}
