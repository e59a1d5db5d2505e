import { rowBytes } from '../ccitt/row-sink.ts';
import type { Conversion, PageFacts } from '../conversion.ts';
import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { isBlank } from '../tiff/blank.ts';
import { decodeAnyPage } from '../tiff/decode-any-page.ts';
import type { DecodedPage } from '../tiff/decode-page.ts';
import { isFromReceiver, receiverDamagedLines, transmittingStation } from '../tiff/fax-tags.ts';
import type { TiffPage } from '../tiff/page.ts';
import { parseTiff } from '../tiff/parse.ts';
import { COMPRESSION } from '../tiff/tags.ts';
import { faxImage } from './fax-image.ts';
import { placementOf } from './orientation.ts';
import { writePdf, type PdfPage } from './write-pdf.ts';

/**
 * A received TIFF as a PDF that shows the same pixels, as far as there are any.
 *
 * @throws FaxDocumentError when no line of any page can be read, or a page's coding is not known here
 */
export async function tiffToPdf(bytes: Uint8Array, limits: DocumentLimits): Promise<Conversion> {
  const { pages, truncated } = parseTiff(bytes, limits);
  if (pages.length === 0) {
    throw truncated
      ? new FaxDocumentError('damaged-beyond-reading', 'No page of the TIFF can be read.')
      : new FaxDocumentError('no-pages', 'The TIFF has no pages.');
  }
  const pdfPages: PdfPage[] = [];
  const facts: PageFacts[] = [];
  let anyLine = false;
  let cutShort = truncated;
  for (const page of pages) {
    const decoded = await decodeAnyPage(bytes, page, limits.maxPixels);
    const shown = decoded.height > 0 ? decoded : emptyPage(page);
    anyLine ||= decoded.height > 0;
    cutShort ||= endsEarly(page, decoded);
    pdfPages.push(pdfPage(page, shown));
    facts.push(pageFacts(page, shown));
  }
  if (!anyLine) {
    throw new FaxDocumentError('damaged-beyond-reading', 'Not one line of the TIFF can be read.');
  }
  const tsi = pages.map((page) => transmittingStation(page.fax)).find((id) => id !== undefined);
  return {
    source: 'tiff',
    pdf: await writePdf(pdfPages),
    pages: facts,
    truncated: cutShort,
    ...(tsi === undefined ? {} : { tsi }),
  };
}

/**
 * Whether lines are missing, or the receiver stored an error-corrected page up to where the line
 * broke: its height then counts what came, but EOFB (T.6 clause 2.4.1.1), which these receivers keep,
 * is not there. Other writers may leave EOFB out.
 */
function endsEarly(page: TiffPage, decoded: DecodedPage): boolean {
  const broke = page.compression === COMPRESSION.t6 && !decoded.endOfBlock;
  return decoded.missingLines > 0 || (broke && isFromReceiver(page.fax));
}

/** A page of which no line came keeps its place and size, white: page numbers stay the sender's. */
function emptyPage(page: TiffPage): DecodedPage {
  const height = page.height ?? 1;
  return {
    width: page.width,
    height,
    rows: new Uint8Array(rowBytes(page.width) * height),
    damagedRows: [],
    missingLines: height,
    endOfBlock: false,
  };
}

function pdfPage(page: TiffPage, decoded: DecodedPage): PdfPage {
  return {
    image: faxImage(page, decoded),
    xDpi: page.xDpi,
    yDpi: page.yDpi,
    placement: placementOf(page.orientation),
  };
}

function pageFacts(page: TiffPage, decoded: DecodedPage): PageFacts {
  return {
    width: decoded.width,
    height: decoded.height,
    xDpi: page.xDpi,
    yDpi: page.yDpi,
    damagedLines: Math.max(decoded.damagedRows.length, receiverDamagedLines(page.fax)),
    missingLines: decoded.missingLines,
    blank: isBlank(decoded),
  };
}
