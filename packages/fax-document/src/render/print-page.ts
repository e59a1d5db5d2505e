import { allocate, type PdfiumFunctions } from './pdfium-functions.ts';

/** A sheet, and where on it a page is printed. Pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** Of the page as it lies on the sheet. */
  readonly columns: number;
  readonly rows: number;
  /** The page is turned a quarter to the left. */
  readonly turned: boolean;
}

/** FPDFBitmap_Gray, and the flags of FPDF_RenderPageBitmap (public/fpdfview.h). */
const FORMAT_GREY = 1;
const FLAG_ANNOTATIONS = 0x01;
const FLAG_PRINTING = 0x800;
const QUARTER_TURN_LEFT = 3;
const WHITE = 0xffff_ffff;

/**
 * Prints a loaded page: with its marks and layers that are for paper. `use` has the samples while it
 * runs, a byte each, 0 black: they lie in PDFium's own memory.
 */
export function printPage<T>(
  functions: PdfiumFunctions,
  page: number,
  frame: Frame,
  use: (samples: Uint8Array) => T,
): T {
  const { width, height, left, top, columns, rows, turned } = frame;
  const memory = allocate(functions, width * height);
  const bitmap = functions._FPDFBitmap_CreateEx(width, height, FORMAT_GREY, memory, width);
  try {
    functions._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    const turn = turned ? QUARTER_TURN_LEFT : 0;
    const flags = FLAG_ANNOTATIONS | FLAG_PRINTING;
    functions._FPDF_RenderPageBitmap(bitmap, page, left, top, columns, rows, turn, flags);
    return use(functions.HEAPU8.subarray(memory, memory + width * height));
  } finally {
    functions._FPDFBitmap_Destroy(bitmap);
    functions.wasmExports.free(memory);
  }
}
