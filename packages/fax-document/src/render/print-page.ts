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

/** Prints a loaded page: with its marks and layers that are for paper. */
export function printPage(functions: PdfiumFunctions, page: number, frame: Frame): Uint8Array {
  const { width, height, left, top, columns, rows, turned } = frame;
  const memory = allocate(functions, width * height);
  const bitmap = functions._FPDFBitmap_CreateEx(width, height, FORMAT_GREY, memory, width);
  try {
    functions._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    const turn = turned ? QUARTER_TURN_LEFT : 0;
    const flags = FLAG_ANNOTATIONS | FLAG_PRINTING;
    functions._FPDF_RenderPageBitmap(bitmap, page, left, top, columns, rows, turn, flags);
    // A copy: the heap moves when it grows.
    return functions.HEAPU8.slice(memory, memory + width * height);
  } finally {
    functions._FPDFBitmap_Destroy(bitmap);
    functions.wasmExports.free(memory);
  }
}
