import type { DocumentLimits } from '../limits.ts';
import { checkPdf } from '../pdf/check-pdf.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { drawnPage } from './drawn-page.ts';
import { ownText } from './own-text.ts';
import type { PageSource, PageToRead } from './pages-to-read.ts';

/** The pages of a PDF that was taken, each as it is shown: those that were written by their own text. */
export function pdfPages(pdfium: Pdfium, source: Uint8Array, limits: DocumentLimits): PageSource {
  const { pages } = checkPdf(pdfium, source, limits);
  const document = pdfium.open(source);
  return {
    total: pages.length,
    close: () => document.close(),
    page(index): PageToRead {
      const lines = ownText(document, index);
      return lines === undefined ? drawnPage(document, index) : { kind: 'text', lines };
    },
  };
}
