import type { PdfiumFunctions } from './pdfium-functions.ts';

/** The page of a document that was used last: loading one means reading all that is on it. */
export class LoadedPage {
  readonly #functions: PdfiumFunctions;
  readonly #document: number;
  #page = -1;
  #handle = 0;

  constructor(functions: PdfiumFunctions, document: number) {
    this.#functions = functions;
    this.#document = document;
  }

  /** What `use` gives for a page's handle; undefined when the page can't be loaded. */
  with<T>(page: number, use: (handle: number) => T): T | undefined {
    if (page !== this.#page) {
      this.close();
      this.#handle = this.#functions._FPDF_LoadPage(this.#document, page);
      this.#page = page;
    }
    return this.#handle === 0 ? undefined : use(this.#handle);
  }

  /** To be called before the document is closed. */
  close(): void {
    if (this.#handle !== 0) this.#functions._FPDF_ClosePage(this.#handle);
    this.#handle = 0;
    this.#page = -1;
  }
}
