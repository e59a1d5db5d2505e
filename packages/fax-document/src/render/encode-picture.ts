import type { PagePicture } from '../conversion.ts';

/**
 * Grey levels of a picture of text. Eyes can't tell its edges from those in 256 levels, and the file
 * has 60 % of their size. (Lossless WebP is smaller by another third, but takes eight times as long.)
 */
const TEXT_STEP = 255 / 15;
/** A picture is of text when so much of it is pure black or white. */
const TEXT_SHARE = 0.8;

/** Encodes pixels of four bytes (red, green, blue, unused) as PNG. */
export async function encodePicture(
  rgbx: Uint8Array,
  width: number,
  height: number,
): Promise<PagePicture> {
  const { default: sharp } = await import('sharp');
  const grey = greyOf(rgbx);
  const image = grey
    ? sharp(grey, { raw: { width, height, channels: 1 } }).toColourspace('b-w')
    : sharp(rgbx, { raw: { width, height, channels: 4 } }).removeAlpha();
  const bytes = await image.png({ compressionLevel: 6 }).toBuffer();
  return { mediaType: 'image/png', bytes, width, height };
}

/** One byte a pixel when the picture has no colour, else undefined. */
function greyOf(rgbx: Uint8Array): Uint8Array | undefined {
  const pixels = new DataView(rgbx.buffer, rgbx.byteOffset, rgbx.byteLength);
  const grey = new Uint8Array(rgbx.length >>> 2);
  let pure = 0;
  for (let i = 0; i < grey.length; i++) {
    const rgb = pixels.getUint32(i * 4) >>> 8;
    const level = rgb & 0xff;
    if (rgb !== level * 0x01_01_01) return undefined;
    if (level === 0 || level === 255) pure++;
    grey[i] = level;
  }
  return pure >= grey.length * TEXT_SHARE ? inTextLevels(grey) : grey;
}

function inTextLevels(grey: Uint8Array): Uint8Array {
  const levels = Uint8Array.from({ length: 256 }, (_, level) =>
    Math.round(Math.round(level / TEXT_STEP) * TEXT_STEP),
  );
  // Both indices are in range, so neither read can be undefined.
  for (let i = 0; i < grey.length; i++) grey[i] = levels[grey[i]!]!;
  return grey;
}
