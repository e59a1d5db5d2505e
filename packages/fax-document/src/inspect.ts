import { FaxDocumentError } from './errors.ts';
import type { Inspection } from './inspection.ts';
import type { DocumentLimits } from './limits.ts';
import { isPdf } from './pdf/check-pdf.ts';
import { inspectPdf } from './pdf-in/inspect-pdf.ts';
import type { Pdfium } from './render/pdfium.ts';
import { inspectTiff } from './tiff/inspect-tiff.ts';
import { isTiff } from './tiff/parse.ts';

/** What received bytes are. */
export interface Inspected {
  readonly inspection: Inspection;
  /** As `toPdf` would make it of a PDF: its pages are those of the inspection. */
  readonly pdf?: Uint8Array;
}

/** Says what received bytes are, or why nothing can be made of them. */
export async function inspect(
  pdfium: Pdfium,
  source: Uint8Array,
  limits: DocumentLimits,
): Promise<Inspected> {
  if (isTiff(source)) return { inspection: await inspectTiff(source, limits) };
  if (isPdf(source)) return inspectPdf(pdfium, source, limits);
  throw new FaxDocumentError('not-a-fax-document', 'Neither a TIFF nor a PDF.');
}
