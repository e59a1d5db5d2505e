import { allocate, type PdfiumFunctions } from './pdfium-functions.ts';

/** FORMTYPE_NONE (public/fpdf_formfill.h). */
const NO_FORM = 0;
/** FPDF_FORMFILLINFO of version 1 with room: PDFium calls none of its functions that isn't there. */
const FORM_INFO_BYTES = 256;
const FORM_INFO_VERSION = 1;
/** FLAT_NORMALDISPLAY and FLATTEN_SUCCESS (public/fpdf_flatten.h). */
const FOR_DISPLAY = 0;
const FLATTENED = 1;

/**
 * The form of a document. PDFium shows what is filled into fields to those alone who fill them in; here
 * fields become part of their page, so that pictures, faxes and the page's text have them. This build
 * of PDFium has no JavaScript, and none of the form's actions is asked for.
 */
export class FilledForm {
  readonly #functions: PdfiumFunctions;
  readonly #info: number;
  readonly #handle: number;

  private constructor(functions: PdfiumFunctions, info: number, handle: number) {
    this.#functions = functions;
    this.#info = info;
    this.#handle = handle;
  }

  /** Undefined where a document has no fields. */
  static of(functions: PdfiumFunctions, document: number): FilledForm | undefined {
    if (functions._FPDF_GetFormType(document) === NO_FORM) return undefined;
    const info = allocate(functions, FORM_INFO_BYTES);
    functions.HEAPU8.fill(0, info, info + FORM_INFO_BYTES);
    functions.HEAPU8[info] = FORM_INFO_VERSION;
    const handle = functions._FPDFDOC_InitFormFillEnvironment(document, info);
    if (handle !== 0) return new FilledForm(functions, info, handle);
    functions.wasmExports.free(info);
    return undefined;
  }

  /** Makes a loaded page's fields and other annotations part of it; true when it has to be loaded again. */
  showOn(page: number): boolean {
    const functions = this.#functions;
    if (functions._FPDFPage_GetAnnotCount(page) === 0) return false;
    // Gives those an appearance that have a value and no looks: others would be lost.
    functions._FORM_OnAfterLoadPage(page, this.#handle);
    const result = functions._FPDFPage_Flatten(page, FOR_DISPLAY);
    functions._FORM_OnBeforeClosePage(page, this.#handle);
    return result === FLATTENED;
  }

  /** To be called before the document is closed. */
  close(): void {
    this.#functions._FPDFDOC_ExitFormFillEnvironment(this.#handle);
    this.#functions.wasmExports.free(this.#info);
  }
}
