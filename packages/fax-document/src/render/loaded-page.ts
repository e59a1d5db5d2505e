import { FilledForm } from './filled-form.ts';
import type { PdfiumFunctions } from './pdfium-functions.ts';

/** The page of a document that was used last, as it is seen: loading one means reading all that is on it. */
export class LoadedPage {
  readonly #functions: PdfiumFunctions;
  readonly #document: number;
  #form: FilledForm | undefined;
  #formKnown = false;
  #page = -1;
  #handle = 0;

  constructor(functions: PdfiumFunctions, document: number) {
    this.#functions = functions;
    this.#document = document;
  }

  /** What `use` gives for a page's handle; undefined when the page can't be loaded. */
  with<T>(page: number, use: (handle: number) => T): T | undefined {
    if (page !== this.#page) {
      this.#closePage();
      this.#handle = this.#load(page);
      this.#page = page;
    }
    return this.#handle === 0 ? undefined : use(this.#handle);
  }

  /** Whether there are fields, which loading a page makes part of it. */
  get hasForm(): boolean {
    return this.#findForm() !== undefined;
  }

  #load(page: number): number {
    const functions = this.#functions;
    const handle = functions._FPDF_LoadPage(this.#document, page);
    if (handle === 0 || this.#findForm()?.showOn(handle) !== true) return handle;
    functions._FPDF_ClosePage(handle);
    return functions._FPDF_LoadPage(this.#document, page);
  }

  /** Many documents are opened for the sizes of their pages alone. */
  #findForm(): FilledForm | undefined {
    if (!this.#formKnown) this.#form = FilledForm.of(this.#functions, this.#document);
    this.#formKnown = true;
    return this.#form;
  }

  #closePage(): void {
    if (this.#handle !== 0) this.#functions._FPDF_ClosePage(this.#handle);
    this.#handle = 0;
    this.#page = -1;
  }

  /** To be called before the document is closed. */
  close(): void {
    this.#closePage();
    this.#form?.close();
    this.#form = undefined;
  }
}
