import type { Inspected } from '../inspect.ts';
import type { DocumentLimits } from '../limits.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { receivePdf } from './receive-pdf.ts';

/** The facts of a PDF, as `toPdf` would take it. @throws FaxDocumentError as `takePdf` does */
export async function inspectPdf(
  pdfium: Pdfium,
  pdf: Uint8Array,
  limits: DocumentLimits,
): Promise<Required<Inspected>> {
  const { pages, truncated, intake, pdf: taken } = await receivePdf(pdfium, pdf, limits);
  const facts = { encrypted: intake.decrypted, truncated, intake, pages };
  return { inspection: { source: 'pdf', ...facts }, pdf: taken };
}
