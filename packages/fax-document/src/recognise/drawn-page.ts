import type { OpenPdf } from '../render/pdfium.ts';
import { greyPage } from '../tiff/grey-page.ts';
import { MAX_RASTER_PIXELS } from './page-raster.ts';
import type { PageToRead } from './pages-to-read.ts';
import { preparedPage } from './prepare-page.ts';

const POINTS_PER_INCH = 72;
/** What Tesseract reads best where the page doesn't say. */
const USUAL_DPI = 300;
const LEAST_DPI = 70;

/**
 * A page of a PDF as a raster: at the pixels of the scan that fills it, so that none is smeared; else
 * at 300 dots an inch, or fewer where the page is large.
 */
export function drawnPage(document: OpenPdf, index: number): PageToRead {
  const points = document.pageSize(index);
  if (points === undefined || !(points.width > 0) || !(points.height > 0)) return UNREADABLE;
  const size = pixelsOf(document, index, points);
  const samples = size && document.drawGrey(index, size.width, size.height);
  if (size === undefined || samples === undefined) return UNREADABLE;
  const page = greyPage({ ...size, samples, damagedRows: [] });
  const dpi = (pixels: number, length: number): number => (pixels * POINTS_PER_INCH) / length;
  return preparedPage(page, dpi(size.width, points.width), dpi(size.height, points.height));
}

const UNREADABLE: PageToRead = { kind: 'unreadable' };

interface Size {
  readonly width: number;
  readonly height: number;
}

function pixelsOf(document: OpenPdf, index: number, points: Size): Size | undefined {
  const scan = document.picturesOf(index)?.scan;
  if (scan !== undefined && isReadable(scan, points)) return scan;
  const most = Math.sqrt((MAX_RASTER_PIXELS / points.width / points.height) * POINTS_PER_INCH ** 2);
  const dpi = Math.floor(Math.min(USUAL_DPI, most));
  if (dpi < LEAST_DPI) return undefined;
  const pixels = (length: number): number =>
    Math.max(1, Math.floor((length * dpi) / POINTS_PER_INCH));
  return { width: pixels(points.width), height: pixels(points.height) };
}

/** A scan has enough pixels for letters, and not too many. */
function isReadable({ width, height }: Size, points: Size): boolean {
  const dpi = Math.min(width / points.width, height / points.height) * POINTS_PER_INCH;
  return dpi >= LEAST_DPI && width * height <= MAX_RASTER_PIXELS;
}
