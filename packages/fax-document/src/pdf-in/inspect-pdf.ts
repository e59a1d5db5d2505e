import type { PdfInspection } from '../inspection.ts';
import type { DocumentLimits } from '../limits.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { receivePdf } from './receive-pdf.ts';

/** The facts of a PDF, as `toPdf` would take it. @throws FaxDocumentError as `takePdf` does */
export async function inspectPdf(
  pdfium: Pdfium,
  pdf: Uint8Array,
  limits: DocumentLimits,
): Promise<PdfInspection> {
  const { pages, truncated, intake } = await receivePdf(pdfium, pdf, limits);
  return { source: 'pdf', encrypted: intake.decrypted, truncated, intake, pages };
}
