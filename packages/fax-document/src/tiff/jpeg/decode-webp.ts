import type { DecodedPage } from '../decode-page.ts';
import type { TiffPage } from '../page.ts';
import { decodeSegments } from './decode-segments.ts';

/** Decodes a page of which each strip or tile is a WebP file, as libtiff and GDAL write them. */
export const decodeWebp = (
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): Promise<DecodedPage> =>
  decodeSegments(page, ({ offset, length }) => bytes.subarray(offset, offset + length), maxPixels);
