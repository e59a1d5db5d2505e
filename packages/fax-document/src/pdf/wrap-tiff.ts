import { reverseBits } from '../ccitt/bit-order.ts';
import { FaxDocumentError } from '../errors.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { SourceMetadata } from '../source-metadata.ts';
import type { TiffPage } from '../tiff/page.ts';
import { readTiff } from '../tiff/read-tiff.ts';
import { COMPRESSION } from '../tiff/tags.ts';
import { documentInfo } from './document-info.ts';
import { passedImage } from './fax-image.ts';
import { placementOf } from './orientation.ts';
import { fitsPdfA, writePdf, type PdfPage } from './write-pdf.ts';

/**
 * A TIFF that this library itself wrote, as a PDF/A-2b, in this process and without looking at its
 * pixels: its strips, one T.6 strip a page, go in as they are. Never for what came from outside: a
 * damaged strip would be passed on, and nothing is said of the pages' state. `tiffToPdf` is for that.
 *
 * @throws FaxDocumentError `unsupported-image` when a page is not one T.6 strip; as `parseTiff`
 */
export function wrapTiff(tiff: Uint8Array, metadata: SourceMetadata = {}): Uint8Array {
  const { pages } = readTiff(tiff, DEFAULT_LIMITS);
  const pdfPages = pages.map((page) => wrappedPage(tiff, page));
  const pdfA = pdfPages.every(fitsPdfA) ? '2b' : undefined;
  const unknown = { pages: undefined, tsi: undefined, dateTime: undefined, recognition: undefined };
  const info = documentInfo({ source: tiff, truncated: false, pdfA, ...unknown }, metadata);
  return writePdf(pdfPages, info);
}

function wrappedPage(tiff: Uint8Array, page: TiffPage): PdfPage {
  const { width, height, strips, tile, compression, bilevel, xDpi, yDpi } = page;
  const [strip, ...more] = strips;
  const plain = compression === COMPRESSION.t6 && bilevel && tile === undefined;
  if (!plain || strip === undefined || more.length > 0 || height === undefined) {
    throw new FaxDocumentError('unsupported-image', 'The page is more than one T.6 strip.');
  }
  const stored = tiff.subarray(strip.offset, strip.offset + strip.length);
  const coded = page.lsbFirst ? reverseBits(stored) : stored;
  const shape = { width, height, endOfBlock: endsWithEndOfBlock(coded) };
  const image = passedImage(page, shape, { coded, coding: 'g4' });
  return { image, xDpi, yDpi, placement: placementOf(page.orientation), text: undefined };
}

/** T.6 clause 2.4.1.1: EOFB is two EOLs; zeros fill its last byte. */
const EOFB = 0x00_1001;

function endsWithEndOfBlock(coded: Uint8Array): boolean {
  const tail = coded.subarray(-4).reduce((word, byte) => (word << 8) | byte, 0);
  const fill = 31 - Math.clz32(tail & -tail);
  return fill < 8 && ((tail >>> fill) & 0xff_ffff) === EOFB;
}
