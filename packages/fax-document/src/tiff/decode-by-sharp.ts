import sharp from 'sharp';

import { rowBytes } from '../ccitt/row-sink.ts';
import { FaxDocumentError } from '../errors.ts';
import type { DecodedPage } from './decode-page.ts';
import type { TiffPage } from './page.ts';

/**
 * Decodes a bilevel page whose coding is none of a fax's own (uncompressed, PackBits, LZW, deflate).
 * What libtiff can't read of it is white, and can't be told from what was sent white.
 *
 * @throws FaxDocumentError `damaged-beyond-reading`, `unsupported-image`
 */
export async function decodeBySharp(
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): Promise<DecodedPage> {
  const image = sharp(bytes, { page: page.directory, failOn: 'none', limitInputPixels: maxPixels });
  const { data, info } = await image
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw new FaxDocumentError(
        'damaged-beyond-reading',
        `Page ${page.directory + 1} can't be decoded.`,
        { cause },
      );
    });
  if (info.width !== page.width || info.channels !== 1) {
    throw new FaxDocumentError('unsupported-image', 'The page has more than one channel.');
  }
  const rows = pack(data, info.width, info.height);
  const missingLines = Math.max(0, (page.height ?? info.height) - info.height);
  return {
    width: info.width,
    height: info.height,
    rows,
    damagedRows: [],
    missingLines,
    endOfBlock: true,
  };
}

/** Grey samples (0 black, 255 white) to packed rows. */
function pack(samples: Uint8Array, width: number, height: number): Uint8Array {
  const stride = rowBytes(width);
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (samples[y * width + x]! < 128) rows[y * stride + (x >>> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return rows;
}
