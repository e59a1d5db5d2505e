import { FaxDocumentError } from '../errors.ts';
import { decodePage, type DecodedPage } from './decode-page.ts';
import type { TiffPage } from './page.ts';
import { codingOf } from './reading.ts';
import { decodeSamples } from './samples/decode-samples.ts';
import { decompressorOf } from './samples/decompress.ts';
import { COMPRESSION } from './tags.ts';

/**
 * Decodes a page of any coding that is known here.
 *
 * @throws FaxDocumentError `jbig`, `unsupported-image`, and what the decoders throw
 */
export async function decodeAnyPage(
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): Promise<DecodedPage> {
  const name = `Page ${page.directory + 1}`;
  const coding = codingOf(page);
  if (coding !== undefined) {
    if (page.bilevel) return decodePage(bytes, page, coding, maxPixels);
    throw new FaxDocumentError('unsupported-image', `${name} is coded as a fax and isn’t bilevel.`);
  }
  const decompress = decompressorOf(page.compression);
  if (decompress !== undefined) return decodeSamples(bytes, page, decompress, maxPixels);
  switch (page.compression) {
    case COMPRESSION.jbig:
    case COMPRESSION.jbigT85:
    case COMPRESSION.jbigT43:
      throw new FaxDocumentError('jbig', `${name} is coded by JBIG.`);
    // Few faxes need sharp, which takes megabytes: it is loaded by the first page that does.
    case COMPRESSION.oldJpeg:
      return (await import('./jpeg/decode-old-jpeg.ts')).decodeOldJpeg(bytes, page, maxPixels);
    case COMPRESSION.jpeg:
      return (await import('./jpeg/decode-jpeg.ts')).decodeJpeg(bytes, page, maxPixels);
    case COMPRESSION.webp:
      return (await import('./jpeg/decode-webp.ts')).decodeWebp(bytes, page, maxPixels);
    case COMPRESSION.sgiLog:
    case COMPRESSION.sgiLog24:
      return (await import('./samples/log-luminance.ts')).decodeLogLuminance(
        bytes,
        page,
        maxPixels,
      );
    default:
      throw new FaxDocumentError(
        'unsupported-image',
        `${name} has the unknown compression ${page.compression}.`,
      );
  }
}
