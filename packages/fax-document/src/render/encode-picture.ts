import sharp from 'sharp';

import type { PagePicture } from '../conversion.ts';

/** Encodes pixels of four bytes (red, green, blue, unused) without loss but for the grey levels. */
export async function encodePicture(
  rgbx: Uint8Array,
  width: number,
  height: number,
): Promise<PagePicture> {
  const grey = greyOf(rgbx);
  const image = grey
    ? sharp(grey, { raw: { width, height, channels: 1 } }).toColourspace('b-w')
    : sharp(rgbx, { raw: { width, height, channels: 4 } }).removeAlpha();
  const bytes = await image.webp({ lossless: true, effort: 1 }).toBuffer();
  return { mediaType: 'image/webp', bytes, width, height };
}

/** One byte a pixel when the picture has no colour, else undefined. */
function greyOf(rgbx: Uint8Array): Uint8Array | undefined {
  const grey = new Uint8Array(rgbx.length >>> 2);
  for (let i = 0, at = 0; i < grey.length; i++, at += 4) {
    const red = rgbx[at]!;
    if (red !== rgbx[at + 1] || red !== rgbx[at + 2]) return undefined;
    grey[i] = red;
  }
  return grey;
}
