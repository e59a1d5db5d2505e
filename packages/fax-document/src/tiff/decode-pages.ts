import type { PackedRows } from '../ccitt/row-sink.ts';
import { FaxDocumentError } from '../errors.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { decodePage } from './decode-page.ts';
import { parseTiff } from './parse.ts';
import { codingOf } from './reading.ts';

/**
 * The pixels of every page of a T.4/T.6 TIFF, in this process: for tests and for input of our own.
 * Rows are packed, the first pixel in the highest bit, 1 = black.
 *
 * @throws FaxDocumentError as `parseTiff` and `decodePage`; `unsupported-image` for other codings
 */
export function decodeTiffPages(bytes: Uint8Array): PackedRows[] {
  const { pages } = parseTiff(bytes, DEFAULT_LIMITS);
  return pages.map((page) => {
    const coding = codingOf(page);
    if (coding === undefined || !page.bilevel) {
      throw new FaxDocumentError('unsupported-image', 'The page is not coded by T.4 or T.6.');
    }
    const { width, height, rows } = decodePage(bytes, page, coding, DEFAULT_LIMITS.maxPixels);
    return { width, height, rows };
  });
}
