import { FaxDocumentError } from '../../errors.ts';
import type { DecodedPage } from '../decode-page.ts';
import { greyPage } from '../grey-page.ts';
import type { TiffPage } from '../page.ts';
import { repackPage } from '../repack-page.ts';
import { pageAreas } from '../samples/page-areas.ts';
import { TAG } from '../tags.ts';
import { decodeSegments, type ImageOf } from './decode-segments.ts';
import { greyBySharp } from './grey-by-sharp.ts';

/**
 * Decodes a page coded by JPEG (TIFF technical note 2) by libtiff; colour becomes grey. When a fault
 * keeps the page from being read as a whole its strips are read one by one: those that can't be are
 * damaged lines, white.
 *
 * @throws FaxDocumentError `too-many-pixels`; `unsupported-image` for samples of more than eight bits
 */
export async function decodeJpeg(
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): Promise<DecodedPage> {
  const planes = page.ifd.entries.get(TAG.planarConfiguration)?.numbers[0] ?? 1;
  const bits = page.ifd.entries.get(TAG.bitsPerSample)?.numbers[0] ?? 8;
  if (bits > 8) {
    throw new FaxDocumentError('unsupported-image', `The page is coded by JPEG of ${bits} bits.`);
  }
  const { height } = pageAreas(page, planes, maxPixels);
  const whole = page.cut
    ? undefined
    : await greyBySharp(
        repackPage(bytes, page, page.strips, height, page.little),
        { width: page.width, height },
        maxPixels,
      );
  if (whole !== undefined) return greyPage({ ...whole, damagedRows: [] });
  // Tiles and planes are no rows of their own: nothing is known of parts of such a page.
  const inStrips = page.tile === undefined && planes === 1;
  const stripAlone: ImageOf = (strip, height) =>
    repackPage(bytes, page, [strip], height, page.little);
  return decodeSegments(page, inStrips ? stripAlone : () => undefined, maxPixels);
}
