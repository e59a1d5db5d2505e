import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { parseTiff, type TiffFile } from './parse.ts';

/**
 * Reads a TIFF's directories, of which one at least has a page.
 *
 * @throws FaxDocumentError `no-pages`, `damaged-beyond-reading`, and as `parseTiff` does
 */
export function readTiff(bytes: Uint8Array, limits: DocumentLimits): TiffFile {
  const file = parseTiff(bytes, limits);
  if (file.pages.length > 0) return file;
  throw file.truncated
    ? new FaxDocumentError('damaged-beyond-reading', 'No page of the TIFF can be read.')
    : new FaxDocumentError('no-pages', 'The TIFF has no pages.');
}

/** There are pages, and nothing on them. */
export const unreadable = (): FaxDocumentError =>
  new FaxDocumentError('damaged-beyond-reading', 'Not one line of the TIFF can be read.');
