import { PDFiumModule } from '@hyzyla/pdfium';

import { FaxDocumentError } from '../errors.ts';
import { lettersOfPage, type PageLetter } from './letters-of-page.ts';
import { LoadedPage } from './loaded-page.ts';
import { allocate, withMemory, type PdfiumFunctions } from './pdfium-functions.ts';
import { picturesOfPage, type PagePictures } from './pictures-of-page.ts';
import { printPage, type Frame } from './print-page.ts';
import { saveCopy } from './save-copy.ts';
import { hasUnseen } from './unseen.ts';
import { mayHideParts, readSoleImage, type SoleImage, type SoleImageSize } from './sole-image.ts';

/** Values of FPDF_GetLastError (public/fpdfview.h). */
const ERROR_PASSWORD = 4;
const ERROR_SECURITY = 5;
/** What FPDF_GetSecurityHandlerRevision says of a document that has no security handler. */
const NOT_ENCRYPTED = -1;

/** FPDFBitmap_Gray and FPDFBitmap_BGRx, and the flags of FPDF_RenderPageBitmap (public/fpdfview.h). */
const FORMAT_GREY = 1;
const FORMAT_BGRX = 3;
const FLAG_ANNOTATIONS = 0x01;
const FLAG_RGB_ORDER = 0x10;
const WHITE = 0xffff_ffff;

/** PDFium in WebAssembly. Not reentrant; one instance serves a process. */
export interface Pdfium {
  /**
   * Opens a document. The caller closes it.
   *
   * @throws FaxDocumentError `encrypted-pdf`, `damaged-beyond-reading`
   */
  open(pdf: Uint8Array): OpenPdf;
}

/** An open document; pages count from 0. */
export interface OpenPdf {
  readonly pageCount: number;
  /** It has an encryption dictionary; an empty password was enough to open it. */
  readonly encrypted: boolean;
  /** Its cross-reference is right; else PDFium made one of the objects that it found. */
  readonly crossReferenceValid: boolean;
  /** Size in points as shown (rotation applied). Undefined when there is no such page. */
  pageSize(page: number): { readonly width: number; readonly height: number } | undefined;
  /** The page on white, four bytes a pixel: red, green, blue, unused. Undefined as `pageSize`. */
  draw(page: number, width: number, height: number): Uint8Array | undefined;
  /** The page on white, a byte a pixel, 0 black. Undefined as `pageSize`. */
  drawGrey(page: number, width: number, height: number): Uint8Array | undefined;
  /** Undefined as `pageSize`, as the next one. */
  picturesOf(page: number): PagePictures | undefined;
  lettersOf(page: number): readonly PageLetter[] | undefined;
  /** Whether there are letters or pictures on it that a drawing may not show; for pages that look blank. */
  hasUnseen(page: number): boolean;
  /**
   * The page on white as it is printed, somewhere on a sheet: a byte a pixel, 0 black, which `use` has
   * while it runs. Undefined as `pageSize`.
   */
  print<T>(page: number, frame: Frame, use: (samples: Uint8Array) => T): T | undefined;
  /**
   * The bilevel image that is all of a page, as scanners make them, if it is wanted; else undefined.
   * `use` has its pixels while it runs.
   */
  soleImage<T>(
    page: number,
    wanted: (size: SoleImageSize) => boolean,
    use: (image: SoleImage) => T,
  ): T | undefined;
  /**
   * The document written anew, decrypted: what its trailer leads to, with a cross-reference that is right.
   *
   * @throws FaxDocumentError `damaged-beyond-reading`; `too-large` when it has more than `maxBytes`
   */
  saveCopy(maxBytes: number): Uint8Array;
  /** The same with what is filled into its form as part of its pages; undefined where it has no form. */
  flattened(maxBytes: number): Uint8Array | undefined;
  close(): void;
}

/** Loads and starts PDFium: some 40 ms. */
export async function loadPdfium(): Promise<Pdfium> {
  const functions = (await PDFiumModule({})) as PdfiumFunctions;
  // The typed binding takes an object where C takes a pointer; it arrives as null: the defaults.
  functions._FPDF_InitLibraryWithConfig({});
  return { open: (pdf) => openPdf(functions, pdf) };
}

function openPdf(functions: PdfiumFunctions, pdf: Uint8Array): OpenPdf {
  const { wasmExports: heap } = functions;
  const memory = allocate(functions, pdf.length);
  functions.HEAPU8.set(pdf, memory);
  const document = functions._FPDF_LoadMemDocument(memory, pdf.length, 0);
  if (document === 0) {
    const reason = functions._FPDF_GetLastError();
    heap.free(memory);
    throw reason === ERROR_PASSWORD || reason === ERROR_SECURITY
      ? new FaxDocumentError('encrypted-pdf', 'The PDF opens only with a password.')
      : new FaxDocumentError('damaged-beyond-reading', 'The PDF can’t be opened.');
  }
  let known: boolean | undefined;
  const hidesParts = (): boolean => {
    known ??= mayHideParts(pdf);
    return known;
  };
  const loaded = new LoadedPage(functions, document);
  const pageCount = functions._FPDF_GetPageCount(document);
  return {
    pageCount,
    encrypted: functions._FPDF_GetSecurityHandlerRevision(document) !== NOT_ENCRYPTED,
    crossReferenceValid: functions._FPDF_DocumentHasValidCrossReferenceTable(document) !== 0,
    pageSize: (page) => pageSize(functions, document, page),
    draw: (page, width, height) =>
      loaded.with(page, (handle) => drawPage(functions, handle, width, height, COLOUR)),
    drawGrey: (page, width, height) =>
      loaded.with(page, (handle) => drawPage(functions, handle, width, height, GREY)),
    picturesOf: (page) => loaded.with(page, (handle) => picturesOfPage(functions, handle)),
    lettersOf: (page) => loaded.with(page, (handle) => lettersOfPage(functions, handle)),
    hasUnseen: (page) => loaded.with(page, (handle) => hasUnseen(functions, handle)) ?? true,
    print: (page, frame, use) =>
      loaded.with(page, (handle) => printPage(functions, handle, frame, use)),
    soleImage: (page, wanted, use) =>
      hidesParts()
        ? undefined
        : loaded.with(page, (handle) => readSoleImage(functions, handle, wanted, use)),
    saveCopy: (maxBytes) => saveCopy(functions, document, maxBytes),
    flattened: (maxBytes) => {
      if (!loaded.hasForm) return undefined;
      for (let page = 0; page < pageCount; page++) loaded.with(page, () => undefined);
      return saveCopy(functions, document, maxBytes);
    },
    close: () => {
      loaded.close();
      functions._FPDF_CloseDocument(document);
      heap.free(memory);
    },
  };
}

function pageSize(
  functions: PdfiumFunctions,
  document: number,
  page: number,
): { width: number; height: number } | undefined {
  const FS_SIZEF_BYTES = 8;
  return withMemory(functions, FS_SIZEF_BYTES, (pointer, view) => {
    if (functions._FPDF_GetPageSizeByIndexF(document, page, pointer) === 0) return undefined;
    return { width: view().getFloat32(0, true), height: view().getFloat32(4, true) };
  });
}

/** How pixels are stored: FPDFBitmap's format, bytes of each, and their order, which PDFium dies of where there is none. */
const COLOUR = { format: FORMAT_BGRX, pixelBytes: 4, order: FLAG_RGB_ORDER } as const;
const GREY = { format: FORMAT_GREY, pixelBytes: 1, order: 0 } as const;

function drawPage(
  functions: PdfiumFunctions,
  handle: number,
  width: number,
  height: number,
  { format, pixelBytes, order }: typeof COLOUR | typeof GREY,
): Uint8Array {
  const bytes = width * height * pixelBytes;
  const memory = allocate(functions, bytes);
  const bitmap = functions._FPDFBitmap_CreateEx(width, height, format, memory, width * pixelBytes);
  try {
    functions._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    functions._FPDF_RenderPageBitmap(
      bitmap,
      handle,
      0,
      0,
      width,
      height,
      0,
      FLAG_ANNOTATIONS | order,
    );
    // A copy: the heap moves when it grows.
    return functions.HEAPU8.slice(memory, memory + bytes);
  } finally {
    functions._FPDFBitmap_Destroy(bitmap);
    functions.wasmExports.free(memory);
  }
}
