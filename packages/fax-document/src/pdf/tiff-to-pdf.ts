import type { Conversion, PageFacts } from '../conversion.ts';
import type { DocumentLimits } from '../limits.ts';
import type { Recognition } from '../recognition.ts';
import type { SourceMetadata } from '../source-metadata.ts';
import { accountPages } from '../tiff/account-pages.ts';
import type { DecodedPage } from '../tiff/decode-page.ts';
import { transmittingStation } from '../tiff/fax-tags.ts';
import { pageFacts } from '../tiff/page-facts.ts';
import type { TiffPage } from '../tiff/page.ts';
import { readTiff } from '../tiff/read-tiff.ts';
import type { ValidatedPage } from '../tiff/validate-page.ts';
import { documentInfo } from './document-info.ts';
import { pageImage } from './fax-image.ts';
import { placementOf } from './orientation.ts';
import { fitsPdfA, hasText, writePdf, type PdfPage } from './write-pdf.ts';

/**
 * A received TIFF as a PDF/A-2b that shows the same pixels, as far as there are any; with its
 * recognised text as a PDF/A-2u, which also has turned pages upright.
 *
 * @throws FaxDocumentError when no line of any page can be read, or a page's coding is not known here
 */
export async function tiffToPdf(
  bytes: Uint8Array,
  limits: DocumentLimits,
  metadata: SourceMetadata = {},
  recognition?: Recognition,
): Promise<Conversion> {
  const { pages, truncated } = readTiff(bytes, limits);
  const pdfPages: PdfPage[] = [];
  const facts: PageFacts[] = [];
  let cutShort = truncated;
  for await (const { page, shown, endsEarly } of accountPages(bytes, pages, limits.maxPixels)) {
    cutShort ||= endsEarly;
    pdfPages.push(pdfPage(page, shown, recognition?.pages[pdfPages.length]));
    facts.push(pageFacts(page, shown));
  }
  const tsi = pages.map((page) => transmittingStation(page.fax)).find((id) => id !== undefined);
  const dateTime = pages.map((page) => page.fax.dateTime).find((time) => time !== undefined);
  const pdfA = pdfPages.every(fitsPdfA) ? levelOf(recognition) : undefined;
  const known = { pages: facts, truncated: cutShort, tsi, dateTime };
  const fax = { source: bytes, ...known, pdfA, recognition };
  return {
    source: 'tiff',
    pdf: writePdf(pdfPages, documentInfo(fax, metadata)),
    pages: facts,
    truncated: cutShort,
    ...(pdfA === undefined ? {} : { pdfA }),
    ...(recognition === undefined ? {} : { textPages: pdfPages.filter(hasText).length }),
    ...(tsi === undefined ? {} : { tsi }),
  };
}

/** Level U is level B with a character for every code: of text, where there is any. */
const levelOf = (recognition: Recognition | undefined): '2b' | '2u' =>
  recognition === undefined ? '2b' : '2u';

function pdfPage(
  page: TiffPage,
  decoded: ValidatedPage | DecodedPage,
  text: PdfPage['text'],
): PdfPage {
  return {
    image: pageImage(page, decoded),
    xDpi: page.xDpi,
    yDpi: page.yDpi,
    placement: placementOf(page.orientation),
    text,
  };
}
