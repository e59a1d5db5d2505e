import { rowBytes, type PackedRows } from '../../ccitt/row-sink.ts';
import type { GreyRows } from '../../tiff/grey-page.ts';

/** Rows of samples, each so many bytes behind the one before; as wide as they are when nothing is said. */
interface Samples extends GreyRows {
  readonly stride?: number;
}

/** The page in bits when all its samples are black or white, else undefined. */
export function packBilevel({ width, height, samples, ...more }: Samples): PackedRows | undefined {
  const { stride = width } = more;
  const packed = rowBytes(width);
  const rows = new Uint8Array(packed * height);
  const view = new DataView(samples.buffer, samples.byteOffset, samples.byteLength);
  for (let y = 0; y < height; y++) {
    const whole = width >>> 3;
    for (let byte = 0, at = y * stride; byte < whole; byte++, at += 8) {
      const left = view.getInt32(at);
      const right = view.getInt32(at + 4);
      if ((left & right) === FOUR_WHITE) continue;
      if (!isPure(left) || !isPure(right)) return undefined;
      rows[y * packed + byte] = (blackBits(left) << 4) | blackBits(right);
    }
    for (let x = whole * 8; x < width; x++) {
      const sample = samples[y * stride + x]!;
      if (sample === 255) continue;
      if (sample !== 0) return undefined;
      rows[y * packed + whole]! |= 0x80 >> (x & 7);
    }
  }
  return { width, height, rows };
}

/** Four samples as one number, the first in the highest byte. */
const FOUR_WHITE = -1;
const ONES = 0x01010101;

/** Whether each of four samples is 0 or 255. */
const isPure = (four: number): boolean => Math.imul(four & ONES, 255) === four;

/** Four pure samples as bits, 1 black: the product brings the lowest bit of each byte into the highest four. */
const blackBits = (four: number): number => Math.imul(~four & ONES, 0x10204080) >>> 28;

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
