import type { DocumentLimits } from '../limits.ts';
import { checkPdf } from '../pdf/check-pdf.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { drawnPage } from './drawn-page.ts';
import type { PageSource } from './pages-to-read.ts';

/** The pages of a PDF, each as it is shown. */
export function pdfPages(pdfium: Pdfium, source: Uint8Array, limits: DocumentLimits): PageSource {
  const { pages } = checkPdf(pdfium, source, limits);
  const document = pdfium.open(source);
  return {
    total: pages.length,
    close: () => document.close(),
    page: (index) => drawnPage(document, index),
  };
}
