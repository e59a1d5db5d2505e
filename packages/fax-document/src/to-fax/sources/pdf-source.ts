import type { DocumentLimits } from '../../limits.ts';
import { receivePdf } from '../../pdf-in/receive-pdf.ts';
import type { OpenPdf, Pdfium } from '../../render/pdfium.ts';
import type { SoleImageSize } from '../../render/sole-image.ts';
import { binarise } from '../binarise/binarise.ts';
import type { FaxResolution } from '../fax-format.ts';
import { ownPixels, repeatsFor, type PixelGeometry } from '../page/own-pixels.ts';
import { pageRows } from '../page/page-rows.ts';
import { packBilevel } from '../page/pack-rows.ts';
import type { Paper } from '../page/paper.ts';
import { spreadScan } from '../page/scan-levels.ts';
import { placePage } from '../page/placement.ts';
import { blankPage } from './blank-page.ts';
import { WHOLE, type OpenSource, type RasterPage } from './open-source.ts';

const POINTS_PER_INCH = 72;

/**
 * A PDF, taken as a received one is, whose pages are drawn at the fax's own resolution.
 *
 * @throws FaxDocumentError as `receivePdf` does
 */
export async function openPdfSource(
  pdfium: Pdfium,
  source: Uint8Array,
  limits: DocumentLimits,
): Promise<OpenSource> {
  const { pdf, pages, truncated, intake } = await receivePdf(pdfium, source, limits);
  const drawn = openDrawn(pdfium.open(pdf), pages.length, limits);
  return { ...drawn, finish: () => ({ kind: 'pdf', pages: pages.length, truncated, intake }) };
}

export type DrawnPages = Omit<OpenSource, 'finish'>;

/** The pages of a document that is open as a PDF already. */
export function openDrawn(document: OpenPdf, pages: number, limits: DocumentLimits): DrawnPages {
  return {
    pages,
    // Async, so that whatever it throws is a rejection as with other sources.
    page: async (index, paper, resolution) =>
      scannedPage(document, index, paper, limits) ?? drawnPage(document, index, paper, resolution),
    close: () => document.close(),
  };
}

/** A page that is nothing but a bilevel image of the fax's own pixels: each goes out as it is. */
function scannedPage(
  document: OpenPdf,
  index: number,
  paper: Paper,
  { maxPixels }: DocumentLimits,
): RasterPage | undefined {
  return document.soleImage(
    index,
    (size) =>
      size.columns * size.rows <= maxPixels && repeatsFor(geometry(size), paper) !== undefined,
    (image) => {
      const repeats = repeatsFor(geometry(image), paper);
      const { columns: width, rows: height, samples, stride } = image;
      const bilevel = packBilevel({ width, height, samples, stride });
      if (repeats === undefined || bilevel === undefined) return undefined;
      return { ...ownPixels(bilevel, repeats, paper), ...WHOLE };
    },
  );
}

function geometry({ columns, rows, width, height }: SoleImageSize): PixelGeometry {
  const xDpi = (columns * POINTS_PER_INCH) / width;
  return { columns, xDpi, yDpi: (rows * POINTS_PER_INCH) / height };
}

function drawnPage(
  document: OpenPdf,
  index: number,
  paper: Paper,
  resolution: FaxResolution,
): RasterPage {
  const size = document.pageSize(index);
  if (size === undefined || !(size.width > 0) || !(size.height > 0)) return blankPage(paper);
  const inches = { width: size.width / POINTS_PER_INCH, height: size.height / POINTS_PER_INCH };
  const placement = placePage(inches, paper);
  const height = pageRows(placement.rows, paper);
  const frame = { ...placement, width: paper.columns, height, top: 0 };
  const page = document.print(index, frame, (samples) =>
    binarise(spreadScan({ width: paper.columns, height, samples }), resolution),
  );
  if (page === undefined) return blankPage(paper);
  return { ...page, scale: placement.scale, turned: placement.turned, ownPixels: false, ...WHOLE };
}
