import type { Conversion } from './conversion.ts';
import { FaxDocumentError } from './errors.ts';
import type { DocumentLimits } from './limits.ts';
import { isPdf } from './pdf/check-pdf.ts';
import { receivePdf } from './pdf-in/receive-pdf.ts';
import { tiffToPdf } from './pdf/tiff-to-pdf.ts';
import type { Recognition } from './recognition.ts';
import type { Pdfium } from './render/pdfium.ts';
import type { SourceMetadata } from './source-metadata.ts';
import { withText } from './text-layer/with-text.ts';
import { isTiff } from './tiff/parse.ts';

/** Turns received bytes, whatever they are, into a PDF that opens, or says why not. */
export async function toPdf(
  pdfium: Pdfium,
  source: Uint8Array,
  limits: DocumentLimits,
  metadata: SourceMetadata = {},
  recognition?: Recognition,
): Promise<Conversion> {
  if (source.length > limits.maxBytes) {
    throw new FaxDocumentError('too-large', `More than ${limits.maxBytes} bytes.`);
  }
  if (isTiff(source)) return tiffToPdf(source, limits, metadata, recognition);
  if (isPdf(source)) {
    const conversion = await receivePdf(pdfium, source, limits);
    return recognition === undefined ? conversion : withText(pdfium, conversion, recognition);
  }
  throw new FaxDocumentError('not-a-fax-document', 'Neither a TIFF nor a PDF.');
}
