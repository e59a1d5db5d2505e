import type { Conversion, PageFacts } from '../conversion.ts';
import type { DocumentLimits } from '../limits.ts';
import type { SourceMetadata } from '../source-metadata.ts';
import type { DecodedPage } from '../tiff/decode-page.ts';
import { transmittingStation } from '../tiff/fax-tags.ts';
import { emptyPage, endsEarly, pageFacts } from '../tiff/page-facts.ts';
import type { TiffPage } from '../tiff/page.ts';
import { readTiff, unreadable } from '../tiff/read-tiff.ts';
import { validateOrDecode, type ValidatedPage } from '../tiff/validate-page.ts';
import { documentInfo } from './document-info.ts';
import { pageImage } from './fax-image.ts';
import { placementOf } from './orientation.ts';
import { fitsPdfA, writePdf, type PdfPage } from './write-pdf.ts';

/**
 * A received TIFF as a PDF/A-2b that shows the same pixels, as far as there are any.
 *
 * @throws FaxDocumentError when no line of any page can be read, or a page's coding is not known here
 */
export async function tiffToPdf(
  bytes: Uint8Array,
  limits: DocumentLimits,
  metadata: SourceMetadata = {},
): Promise<Conversion> {
  const { pages, truncated } = readTiff(bytes, limits);
  const pdfPages: PdfPage[] = [];
  const facts: PageFacts[] = [];
  let anyLine = false;
  let cutShort = truncated;
  for (const page of pages) {
    const decoded = await validateOrDecode(bytes, page, limits.maxPixels);
    const shown = decoded.height > 0 ? decoded : emptyPage(page);
    anyLine ||= decoded.height > 0;
    cutShort ||= endsEarly(page, decoded);
    pdfPages.push(pdfPage(page, shown));
    facts.push(pageFacts(page, shown));
  }
  if (!anyLine) throw unreadable();
  const tsi = pages.map((page) => transmittingStation(page.fax)).find((id) => id !== undefined);
  const dateTime = pages.map((page) => page.fax.dateTime).find((time) => time !== undefined);
  const pdfA = pdfPages.every(fitsPdfA);
  const fax = { source: bytes, pages: facts, truncated: cutShort, tsi, dateTime, pdfA };
  return {
    source: 'tiff',
    pdf: writePdf(pdfPages, documentInfo(fax, metadata)),
    pages: facts,
    truncated: cutShort,
    ...(pdfA ? { pdfA: '2b' } : {}),
    ...(tsi === undefined ? {} : { tsi }),
  };
}

function pdfPage(page: TiffPage, decoded: ValidatedPage | DecodedPage): PdfPage {
  return {
    image: pageImage(page, decoded),
    xDpi: page.xDpi,
    yDpi: page.yDpi,
    placement: placementOf(page.orientation),
  };
}
