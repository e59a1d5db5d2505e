import { withMemory, type PdfiumFunctions } from './pdfium-functions.ts';

/** Size of an image that covers its page and lies upright. */
export interface SoleImageSize {
  readonly columns: number;
  readonly rows: number;
  /** Points. */
  readonly width: number;
  readonly height: number;
}

/** The image's pixels, a byte each, 0 black: they lie in PDFium's own memory. */
export interface SoleImage extends SoleImageSize {
  readonly samples: Uint8Array;
  /** Bytes from a row to the next one. */
  readonly stride: number;
}

/** Values of public/fpdf_edit.h and public/fpdfview.h. */
const OBJECT_IMAGE = 3;
const FORMAT_GREY = 1;
const COLOUR_SPACE_UNKNOWN = 0;
/** FPDF_IMAGEOBJ_METADATA, the largest of what is read. */
const METADATA_BYTES = 28;

/** Points by which an image may miss its page's edges: less than half a pixel of a fax. */
const NEAR = 0.15;

/**
 * Whether the file has masks or layers, which PDFium applies when it draws a page and not when it
 * hands out an image. Names of a stream's dictionary are always readable in the file
 * (ISO 32000-1 clause 7.5.7: no stream lies in an object stream).
 */
export function mayHideParts(pdf: Uint8Array): boolean {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  return ['/Mask', '/SMask', '/OC'].some((name) => bytes.includes(name));
}

/**
 * The bilevel image that is all of a loaded page, if it is wanted. `use` has its pixels while it runs.
 */
export function readSoleImage<T>(
  functions: PdfiumFunctions,
  page: number,
  wanted: (size: SoleImageSize) => boolean,
  use: (image: SoleImage) => T,
): T | undefined {
  if (functions._FPDFPage_CountObjects(page) !== 1) return undefined;
  if (functions._FPDFPage_GetAnnotCount(page) > 0) return undefined;
  if (functions._FPDFPage_GetRotation(page) !== 0) return undefined;
  const image = functions._FPDFPage_GetObject(page, 0);
  if (functions._FPDFPageObj_GetType(image) !== OBJECT_IMAGE) return undefined;
  const clipped = functions._FPDFClipPath_CountPaths(functions._FPDFPageObj_GetClipPath(image)) > 0;
  if (clipped || functions._FPDFPageObj_HasTransparency(image) !== 0) return undefined;
  const size = coveringSize(functions, page, image);
  if (size === undefined || !wanted(size)) return undefined;
  return withBitmap(functions, image, size, use);
}

function coveringSize(
  functions: PdfiumFunctions,
  page: number,
  image: number,
): SoleImageSize | undefined {
  return withMemory(functions, METADATA_BYTES, (memory, view) => {
    const floats = (count: number): number[] =>
      Array.from({ length: count }, (_, at) => view().getFloat32(4 * at, true));
    if (functions._FPDFPageObj_GetMatrix(image, memory) === 0) return undefined;
    const [width = 0, skewX, skewY, height = 0, x = 0, y = 0] = floats(6);
    if (functions._FPDF_GetPageBoundingBox(page, memory) === 0) return undefined;
    const [left = 0, top = 0, right = 0, bottom = 0] = floats(4);
    const misses = [x - left, y - bottom, x + width - right, y + height - top];
    const covers = misses.every((miss) => Math.abs(miss) <= NEAR);
    if (skewX !== 0 || skewY !== 0 || !covers) return undefined;
    if (functions._FPDFImageObj_GetImageMetadata(image, page, memory) === 0) return undefined;
    const bilevel = view().getUint32(16, true) === 1;
    // A stencil mask has none.
    if (!bilevel || view().getInt32(20, true) <= COLOUR_SPACE_UNKNOWN) return undefined;
    return { columns: view().getUint32(0, true), rows: view().getUint32(4, true), width, height };
  });
}

function withBitmap<T>(
  functions: PdfiumFunctions,
  image: number,
  size: SoleImageSize,
  use: (image: SoleImage) => T,
): T | undefined {
  const bitmap = functions._FPDFImageObj_GetBitmap(image);
  if (bitmap === 0) return undefined;
  try {
    if (functions._FPDFBitmap_GetFormat(bitmap) !== FORMAT_GREY) return undefined;
    const buffer = functions._FPDFBitmap_GetBuffer(bitmap);
    const stride = functions._FPDFBitmap_GetStride(bitmap);
    const samples = functions.HEAPU8.subarray(buffer, buffer + stride * size.rows);
    return use({ ...size, samples, stride });
  } finally {
    functions._FPDFBitmap_Destroy(bitmap);
  }
}
