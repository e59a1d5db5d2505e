import type { PDFiumModule } from '@hyzyla/pdfium';

import { FaxDocumentError } from '../errors.ts';

/** Functions of PDFium's public headers that the binding has and its types don't. */
interface Untyped {
  _FPDF_GetSecurityHandlerRevision(document: number): number;
  /** Quarter turns, clockwise. */
  _FPDFPage_GetRotation(page: number): number;
  /** Four floats: left, bottom, right, top, in points of the page before it is turned. */
  _FPDFPageObj_GetBounds(
    object: number,
    left: number,
    bottom: number,
    right: number,
    top: number,
  ): number;
  /** Six floats. */
  _FPDFPageObj_GetMatrix(object: number, matrix: number): number;
  _FPDFPageObj_GetClipPath(object: number): number;
  _FPDFPageObj_HasTransparency(object: number): number;
  _FPDFClipPath_CountPaths(clipPath: number): number;
  _FPDFPage_GetAnnotCount(page: number): number;
  _FPDF_GetFormType(document: number): number;
  _FORM_OnBeforeClosePage(page: number, form: number): void;
  _FPDFPage_Flatten(page: number, usage: number): number;
  /** Four floats (FS_RECTF): left, top, right, bottom, in points of the page before it is turned. */
  _FPDF_GetPageBoundingBox(page: number, rectangle: number): number;
  /** Two floats: width and height. Unlike a page's own functions it reads nothing of its content. */
  _FPDF_GetPageSizeByIndexF(document: number, page: number, size: number): number;
  /** Whether the cross-reference was found as the file says, and not made anew. */
  _FPDF_DocumentHasValidCrossReferenceTable(document: number): number;
  _FPDF_SaveAsCopy(document: number, fileWrite: number, flags: number): number;
  /** FPDF_IMAGEOBJ_METADATA: width, height, two resolutions, bits a pixel, colour space, mark. */
  _FPDFImageObj_GetImageMetadata(object: number, page: number, metadata: number): number;
  _FPDFText_GetUnicode(text: number, index: number): number;
  _FPDFText_IsHyphen(text: number, index: number): number;
  _FPDFText_HasUnicodeMapError(text: number, index: number): number;
  _FPDFText_GetTextObject(text: number, index: number): number;
  _FPDFTextObj_GetTextRenderMode(object: number): number;
  /** An FS_RECTF. */
  _FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number;
  /** Two integers. */
  _FPDF_PageToDevice(
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    pageX: number,
    pageY: number,
    deviceX: number,
    deviceY: number,
  ): number;
}

/** PDFium as the binding gives it: C functions on the memory of a WebAssembly instance. */
export type PdfiumFunctions = Awaited<ReturnType<typeof PDFiumModule>> &
  Untyped & {
    readonly wasmExports: {
      /** What pointers to functions are indices of. */
      readonly __indirect_function_table: { set(index: number, entry: unknown): void };
    };
  };

/** Memory of PDFium's own, to be freed. @throws FaxDocumentError `memory-limit` */
export function allocate(functions: PdfiumFunctions, bytes: number): number {
  const memory = functions.wasmExports.malloc(bytes);
  if (memory === 0) throw new FaxDocumentError('memory-limit', 'PDFium has no memory left.');
  return memory;
}

/** Memory of PDFium's own for as long as `use` runs: for results that come through pointers. */
export function withMemory<T>(
  functions: PdfiumFunctions,
  bytes: number,
  use: (pointer: number, view: () => DataView) => T,
): T {
  const pointer = allocate(functions, bytes);
  try {
    // A view a reading: the heap moves when it grows.
    return use(pointer, () => new DataView(functions.HEAPU8.buffer, pointer, bytes));
  } finally {
    functions.wasmExports.free(pointer);
  }
}
