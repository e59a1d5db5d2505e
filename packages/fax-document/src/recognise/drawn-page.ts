import type { OpenPdf } from '../render/pdfium.ts';
import { greyPage } from '../tiff/grey-page.ts';
import { MAX_RASTER_PIXELS } from './page-raster.ts';
import type { PageToRead } from './pages-to-read.ts';
import { preparedPage, type PagePixels } from './prepare-page.ts';

const POINTS_PER_INCH = 72;
/** Letters of 7 points are read as well in grey of 200 dots an inch as of 300, in less time and memory. */
const USUAL_DPI = 200;
/** Below, letters are lost; a scan that has more is drawn at the usual resolution. */
const LEAST_DPI = 70;
const MOST_SCAN_DPI = 420;
/** Most of a scan that is grey, and so may be drawn coarser without loss. */
const MOST_GREY_DPI = 250;

/**
 * A page of a PDF as a raster: at the pixels of the scan that fills it, so that black and white stay
 * what they are; else in grey at 200 dots an inch, or fewer where the page is very large.
 */
export function drawnPage(document: OpenPdf, index: number): PageToRead {
  const points = document.pageSize(index);
  if (points === undefined || !(points.width > 0) || !(points.height > 0)) return UNREADABLE;
  const page = scannedPixels(document, index, points) ?? usualPixels(document, index, points);
  if (page === undefined) return UNREADABLE;
  const dpi = dpiOf(page, points);
  const prepared = preparedPage(page, dpi.x, dpi.y);
  return prepared.kind === 'blank' && document.hasUnseen(index) ? UNREADABLE : prepared;
}

const UNREADABLE: PageToRead = { kind: 'unreadable' };

interface Size {
  readonly width: number;
  readonly height: number;
}

const dpiOf = (pixels: Size, points: Size) => ({
  x: (pixels.width * POINTS_PER_INCH) / points.width,
  y: (pixels.height * POINTS_PER_INCH) / points.height,
});

function scannedPixels(document: OpenPdf, index: number, points: Size): PagePixels | undefined {
  const scan = document.picturesOf(index)?.scan;
  if (scan === undefined || scan.width * scan.height > MAX_RASTER_PIXELS) return undefined;
  const { x, y } = dpiOf(scan, points);
  if (Math.min(x, y) < LEAST_DPI || Math.max(x, y) > MOST_SCAN_DPI) return undefined;
  const page = pixels(document, index, scan);
  return page?.grey !== undefined && Math.min(x, y) > MOST_GREY_DPI ? undefined : page;
}

function usualPixels(document: OpenPdf, index: number, points: Size): PagePixels | undefined {
  const { width, height } = points;
  const most = Math.sqrt(MAX_RASTER_PIXELS / width / height) * POINTS_PER_INCH;
  const dpi = Math.floor(Math.min(USUAL_DPI, most));
  if (dpi < LEAST_DPI) return undefined;
  const along = (length: number): number =>
    Math.max(1, Math.floor((length * dpi) / POINTS_PER_INCH));
  return pixels(document, index, { width: along(width), height: along(height) });
}

function pixels(document: OpenPdf, index: number, size: Size): PagePixels | undefined {
  const samples = document.drawGrey(index, size.width, size.height);
  return samples && greyPage({ ...size, samples, damagedRows: [] });
}
