import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { readIfd, type Ifd } from './ifd.ts';
import { readPage, type TiffPage } from './page.ts';
import { TAG } from './tags.ts';

export interface TiffFile {
  readonly pages: readonly TiffPage[];
  /** Pages or strips lie behind the end of the file, or the chain of pages is broken. */
  readonly truncated: boolean;
}

const MAGIC = 42;
const MAGIC_BIG = 43;

/** Whether the first bytes are those of a TIFF (BigTIFF included). */
export function isTiff(bytes: Uint8Array): boolean {
  return byteOrder(bytes) !== undefined;
}

function byteOrder(bytes: Uint8Array): { little: boolean; magic: number } | undefined {
  const [b0, b1, b2 = 0, b3 = 0] = bytes;
  const little = b0 === 0x49 && b1 === 0x49;
  if (!little && !(b0 === 0x4d && b1 === 0x4d)) return undefined;
  const magic = little ? b2 | (b3 << 8) : (b2 << 8) | b3;
  return magic === MAGIC || magic === MAGIC_BIG ? { little, magic } : undefined;
}

/**
 * Reads a TIFF's directories. Whatever can't be read is left out and said by `truncated`.
 *
 * @throws FaxDocumentError `not-a-fax-document`, `bigtiff`, `too-many-pages`, `too-many-pixels`
 */
export function parseTiff(bytes: Uint8Array, limits: DocumentLimits): TiffFile {
  const order = byteOrder(bytes);
  if (order === undefined) throw new FaxDocumentError('not-a-fax-document', 'Not a TIFF.');
  if (order.magic === MAGIC_BIG) {
    throw new FaxDocumentError('bigtiff', 'BigTIFF is no fax format.');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { ifds, broken } = readChain(view, order.little, limits.maxPages);
  const boundaries = ifds.map(({ offset }) => offset);
  const pages: TiffPage[] = [];
  let truncated = broken;
  for (const [index, { ifd }] of ifds.entries()) {
    if (isThumbnail(ifd)) continue;
    const page = readPage(ifd, index, bytes.length, boundaries, limits.maxPixels);
    if (page) pages.push(page);
    if (ifd.cut || page === undefined || page.cut) truncated = true;
  }
  return { pages, truncated };
}

/** TIFF 6.0 section 8: bit 0 of NewSubfileType is a reduced version of another page. */
const isThumbnail = (ifd: Ifd): boolean =>
  ((ifd.entries.get(TAG.newSubfileType)?.numbers[0] ?? 0) & 1) === 1;

interface Chain {
  readonly ifds: readonly { readonly ifd: Ifd; readonly offset: number }[];
  /** It leads out of the file, or back to where it was. */
  readonly broken: boolean;
}

function readChain(view: DataView, little: boolean, maxPages: number): Chain {
  if (view.byteLength < 8) return { ifds: [], broken: true };
  const ifds: { ifd: Ifd; offset: number }[] = [];
  const seen = new Set<number>();
  let offset = view.getUint32(4, little);
  while (offset !== 0) {
    const ifd = seen.has(offset) ? undefined : readIfd(view, offset, little);
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
