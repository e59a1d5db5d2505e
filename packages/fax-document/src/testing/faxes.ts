import type { PackedRows } from '../ccitt/row-sink.ts';
import { rowBytes } from '../ccitt/row-sink.ts';
import { DEFAULT_LIMITS, type DocumentLimits } from '../limits.ts';
import { loadPdfium } from '../render/pdfium.ts';
import { decodeTiffPages } from '../tiff/decode-pages.ts';
import type { FaxRaster } from '../to-fax/fax-raster.ts';
import type { FaxOptions, FaxSource } from '../to-fax/options.ts';
import { toFax } from '../to-fax/to-fax.ts';
import { Typefaces } from '../to-fax/typeset/typefaces.ts';

/** A fax, and the pixels that its TIFF decodes to. */
export interface MadeFax extends FaxRaster {
  readonly rasters: readonly PackedRows[];
}

export type MakeFax = (
  documents: readonly FaxSource[],
  options?: FaxOptions,
  limits?: Partial<DocumentLimits>,
) => Promise<MadeFax>;

/** Makes faxes within the test's own process. */
export async function faxMaker(): Promise<MakeFax> {
  const pdfium = await loadPdfium();
  const typefaces = new Typefaces();
  return async (documents, options = {}, limits = {}) => {
    const bounds = { ...DEFAULT_LIMITS, ...limits };
    const raster = await toFax(pdfium, typefaces, documents, options, bounds);
    return { ...raster, rasters: decodeTiffPages(raster.tiff) };
  };
}

/** Whether a pixel is black. */
export function isBlack({ width, rows }: PackedRows, x: number, y: number): boolean {
  return ((rows[y * rowBytes(width) + (x >>> 3)] ?? 0) & (0x80 >>> (x & 7))) !== 0;
}

/** The share of black pixels in a rectangle, which is all of the page where nothing is said. */
export function blackShare(
  page: PackedRows,
  { left = 0, top = 0, width = page.width, height = page.height } = {},
): number {
  let black = 0;
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) if (isBlack(page, x, y)) black++;
  }
  return black / (width * height);
}

/** The smallest rectangle that holds all that is black. */
export function inkOf(page: PackedRows): {
  left: number;
  top: number;
  right: number;
  bottom: number;
} {
  const ink = { left: page.width, top: page.height, right: -1, bottom: -1 };
  for (let y = 0; y < page.height; y++) {
    for (let x = 0; x < page.width; x++) {
      if (!isBlack(page, x, y)) continue;
      ink.left = Math.min(ink.left, x);
      ink.right = Math.max(ink.right, x);
      ink.top = Math.min(ink.top, y);
      ink.bottom = y;
    }
  }
  return ink;
}

/** Some rows of a page as a page. */
export function rowsOf({ width, rows }: PackedRows, first: number, height: number): PackedRows {
  const stride = rowBytes(width);
  return { width, height, rows: rows.slice(first * stride, (first + height) * stride) };
}
