import type { PdfInspection } from '../inspection.ts';
import type { DocumentLimits } from '../limits.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { checkPdf } from './check-pdf.ts';

/** The facts of a PDF that opens. @throws FaxDocumentError as `checkPdf` does */
export function inspectPdf(pdfium: Pdfium, pdf: Uint8Array, limits: DocumentLimits): PdfInspection {
  const { pages, truncated } = checkPdf(pdfium, pdf, limits);
  const document = pdfium.open(pdf);
  try {
    return { source: 'pdf', encrypted: document.encrypted, truncated, pages };
  } finally {
    document.close();
  }
}
