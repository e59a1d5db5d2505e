import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { isPdf } from '../pdf/check-pdf.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { isTiff } from '../tiff/parse.ts';
import { pdfInk } from './pdf-ink.ts';
import type { InkPage } from './prepared-page.ts';
import { tiffInk } from './tiff-ink.ts';

/** The pages of a document, each read when it is asked for. */
export interface DocumentPages {
  readonly count: number;
  /** Page `index`, from 0. */
  page(index: number): Promise<InkPage>;
  close(): void;
}

/** @throws FaxDocumentError as a conversion does */
export async function documentPages(
  pdfium: Pdfium,
  source: Uint8Array,
  limits: DocumentLimits,
): Promise<DocumentPages> {
  if (isTiff(source)) return tiffInk(source, limits);
  if (isPdf(source)) return pdfInk(pdfium, source, limits);
  throw new FaxDocumentError('not-a-fax-document', 'Neither a TIFF nor a PDF.');
}
