import type { Conversion } from '../conversion.ts';
import type { DocumentLimits } from '../limits.ts';
import { checkPdf } from '../pdf/check-pdf.ts';
import type { PdfIntake } from '../pdf-intake.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { takePdf } from './take-pdf.ts';

/**
 * A received PDF as a conversion: what was made of it opens, page by page.
 *
 * @throws FaxDocumentError as `takePdf` does
 */
export async function receivePdf(
  pdfium: Pdfium,
  source: Uint8Array,
  limits: DocumentLimits,
): Promise<Conversion & { readonly intake: PdfIntake }> {
  const { pdf, intake, truncated } = await takePdf(pdfium, source, limits);
  const { pages } = checkPdf(pdfium, pdf, limits);
  return { source: 'pdf', pdf, pages, truncated, intake };
}
