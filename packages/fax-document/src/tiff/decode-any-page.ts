import { FaxDocumentError } from '../errors.ts';
import { decodeBySharp } from './decode-by-sharp.ts';
import { decodePage, type DecodedPage } from './decode-page.ts';
import type { TiffPage } from './page.ts';
import { codingOf } from './reading.ts';
import { COMPRESSION } from './tags.ts';

/**
 * Decodes a bilevel page of any coding that is known here.
 *
 * @throws FaxDocumentError `jbig`, `unsupported-image`, and what `decodePage` throws
 */
export async function decodeAnyPage(
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): Promise<DecodedPage> {
  const name = `Page ${page.directory + 1}`;
  switch (page.compression) {
    case COMPRESSION.jbig:
    case COMPRESSION.jbigT85:
    case COMPRESSION.jbigT43:
      throw new FaxDocumentError('jbig', `${name} is coded by JBIG.`);
    default:
  }
  if (!page.bilevel) {
    throw new FaxDocumentError('unsupported-image', `${name} is not a bilevel page of strips.`);
  }
  const coding = codingOf(page);
  if (coding !== undefined) return decodePage(bytes, page, coding, maxPixels);
  switch (page.compression) {
    case COMPRESSION.none:
    case COMPRESSION.packBits:
    case COMPRESSION.lzw:
    case COMPRESSION.deflate:
    case COMPRESSION.oldDeflate:
      return decodeBySharp(bytes, page, maxPixels);
    default:
      throw new FaxDocumentError(
        'unsupported-image',
        `${name} has the unknown compression ${page.compression}.`,
      );
  }
}
