import { rowBytes, type PackedRows } from '../../ccitt/row-sink.ts';
import type { GreyRows } from '../../tiff/grey-page.ts';

/** The page in bits when all its samples are black or white, else undefined. */
export function packBilevel({ width, height, samples }: GreyRows): PackedRows | undefined {
  const stride = rowBytes(width);
  const rows = new Uint8Array(stride * height);
  for (let y = 0, at = 0; y < height; y++) {
    const row = y * stride;
    for (let x = 0; x < width; x++, at++) {
      const sample = samples[at]!;
      if (sample === 255) continue;
      if (sample !== 0) return undefined;
      rows[row + (x >>> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return { width, height, rows };
}

/** A bit a pixel as a byte a pixel: 0 black, 255 white. */
export function unpackRows({ width, height, rows }: PackedRows): GreyRows {
  const stride = rowBytes(width);
  const samples = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let byte = 0; byte < stride; byte++) {
      const bits = rows[y * stride + byte]!;
      if (bits === 0) continue;
      for (let x = byte * 8, bit = 0x80; bit > 0 && x < width; x++, bit >>>= 1) {
        if ((bits & bit) !== 0) samples[y * width + x] = 0;
      }
    }
  }
  return { width, height, samples };
}
