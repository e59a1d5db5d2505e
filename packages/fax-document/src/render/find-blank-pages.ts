import { isBlankGrey } from '../tiff/blank.ts';
import type { OpenPdf, Pdfium } from './pdfium.ts';

/** Drawn at a pixel a point, and very large pages at fewer: what counts is the share that ink has. */
const MOST_PIXELS = 1_000_000;
/** How long one job looks; it then says what it has found. Milliseconds. */
const SLICE_MS = 500;

/** Of pages from `first` (from 0) on, one at least where there is one, whether nothing is on them. */
export function findBlankPages(
  pdfium: Pdfium,
  pdf: Uint8Array,
  first: number,
  now: () => number,
): readonly boolean[] {
  const document = pdfium.open(pdf);
  try {
    const blank: boolean[] = [];
    const end = now() + SLICE_MS;
    for (let page = first; page < document.pageCount; page++) {
      blank.push(isBlankPage(document, page));
      if (now() >= end) break;
    }
    return blank;
  } finally {
    document.close();
  }
}

/** A page that can't be drawn, or not all of it, isn't said to be blank. */
function isBlankPage(document: OpenPdf, page: number): boolean {
  const points = document.pageSize(page);
  if (points === undefined || !(points.width > 0) || !(points.height > 0)) return false;
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / points.width / points.height));
  const along = (length: number): number =>
    Math.min(MOST_PIXELS, Math.max(1, Math.round(length * scale)));
  const size = { width: along(points.width), height: along(points.height) };
  if (size.width * size.height > 2 * MOST_PIXELS) return false;
  const samples = document.drawGrey(page, size.width, size.height);
  const looksBlank = samples !== undefined && isBlankGrey({ ...size, samples });
  return looksBlank && !document.hasUnseen(page);
}
