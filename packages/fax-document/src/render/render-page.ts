import type { PagePicture } from '../conversion.ts';
import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { encodePicture } from './encode-picture.ts';
import type { Pdfium } from './pdfium.ts';

/** Pixels that a picture may be wide. */
export const MIN_PICTURE_WIDTH = 64;
export const MAX_PICTURE_WIDTH = 3000;

/**
 * One page (from 1) of a PDF as a picture of exactly `width` pixels and the page's proportions.
 *
 * @throws FaxDocumentError `bad-width`, `page-not-found`, `too-many-pixels`, and what opening throws
 */
export async function renderPage(
  pdfium: Pdfium,
  pdf: Uint8Array,
  page: number,
  width: number,
  limits: DocumentLimits,
): Promise<PagePicture> {
  if (!Number.isInteger(width) || width < MIN_PICTURE_WIDTH || width > MAX_PICTURE_WIDTH) {
    throw new FaxDocumentError(
      'bad-width',
      `A picture is ${MIN_PICTURE_WIDTH} to ${MAX_PICTURE_WIDTH} pixels wide.`,
    );
  }
  const drawn = draw(pdfium, pdf, page, width, limits.maxPixels);
  return encodePicture(drawn.rgbx, width, drawn.height);
}

function draw(
  pdfium: Pdfium,
  pdf: Uint8Array,
  page: number,
  width: number,
  maxPixels: number,
): { rgbx: Uint8Array; height: number } {
  const document = pdfium.open(pdf);
  try {
    if (!Number.isInteger(page) || page < 1 || page > document.pageCount) {
      throw new FaxDocumentError('page-not-found', 'The PDF has no such page.');
    }
    const size = document.pageSize(page - 1);
    if (size === undefined || !(size.width > 0) || !(size.height > 0)) throw unreadable();
    const height = Math.max(1, Math.round((width * size.height) / size.width));
    if (width * height > maxPixels) {
      throw new FaxDocumentError('too-many-pixels', 'The picture would be too high.');
    }
    const rgbx = document.draw(page - 1, width, height);
    if (rgbx === undefined) throw unreadable();
    return { rgbx, height };
  } finally {
    document.close();
  }
}

const unreadable = (): FaxDocumentError =>
  new FaxDocumentError('damaged-beyond-reading', 'The page can’t be read.');
