import type { DocumentLimits } from '../limits.ts';
import { receivePdf } from '../pdf-in/receive-pdf.ts';
import type { OpenPdf, Pdfium } from '../render/pdfium.ts';
import { cellSizeOf } from './cell-size.ts';
import type { DocumentPages } from './document-pages.ts';
import { CELLS_PER_INCH } from './ink.ts';
import { inkOfSamples } from './ink-of-raster.ts';
import type { InkPage } from './prepared-page.ts';

const POINTS_PER_INCH = 72;
/** Drawn finer than it is looked at, so that thin strokes keep their weight. */
const DRAWN = 2;

/** The pages of a PDF, taken as a received one is, as they are shown. */
export async function pdfInk(
  pdfium: Pdfium,
  source: Uint8Array,
  limits: DocumentLimits,
): Promise<DocumentPages> {
  const { pdf, pages } = await receivePdf(pdfium, source, limits);
  const document = pdfium.open(pdf);
  return {
    count: pages.length,
    close: () => document.close(),
    page: async (index) => inkPage(document, index),
  };
}

/** A page that can't be drawn has nothing on it. */
const NOTHING: InkPage = {
  width: 0,
  height: 0,
  cells: new Uint8Array(),
  xDpi: CELLS_PER_INCH,
  yDpi: CELLS_PER_INCH,
  damage: [],
  hiddenDamage: false,
  brokeOff: false,
};

function inkPage(document: OpenPdf, index: number): InkPage {
  const points = document.pageSize(index);
  if (points === undefined) return NOTHING;
  const dpi = DRAWN * CELLS_PER_INCH;
  const pixels = (length: number): number => Math.ceil((length / POINTS_PER_INCH) * dpi);
  const whole = {
    width: pixels(points.width),
    height: pixels(points.height),
    xDpi: dpi,
    yDpi: dpi,
  };
  const { across } = cellSizeOf(whole);
  const side = (length: number): number => Math.max(1, Math.floor((length * DRAWN) / across));
  const size = { width: side(whole.width), height: side(whole.height) };
  const samples = document.drawGrey(index, size.width, size.height);
  if (samples === undefined) return NOTHING;
  const cellDpi = dpi / across;
  const ink = inkOfSamples({ ...size, samples }, { across: DRAWN, down: DRAWN });
  return { ...ink, xDpi: cellDpi, yDpi: cellDpi, damage: [], hiddenDamage: false, brokeOff: false };
}
