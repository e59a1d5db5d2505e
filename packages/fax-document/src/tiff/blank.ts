import type { PackedRows } from '../ccitt/row-sink.ts';

/** Black pixels in a million that dust and line noise leave; a single full stop has more. */
const STRAY_PER_MILLION = 12;

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) ones++;
  return ones;
});

/** So many black pixels and no more are stray dots on a page of this size. */
export const strayPixels = (width: number, height: number): number =>
  (width * height * STRAY_PER_MILLION) / 1_000_000;

/** Whether a page holds nothing but stray dots. */
export function isBlank({ width, height, rows }: PackedRows): boolean {
  const allowed = strayPixels(width, height);
  let black = 0;
  for (const byte of rows) {
    if (byte === 0) continue;
    black += ONES[byte]!;
    if (black > allowed) return false;
  }
  return true;
}

const LEVELS = 256;
/** Paper is light: a page that is mostly dark isn't blank. */
const PAPER_FROM = 128;
/** Paper has a texture, and a picture's coding adds some: what departs less from its level is no ink. */
const TEXTURE = 32;

/**
 * Whether a page of one byte a pixel (0 black) holds nothing but stray dots on paper of any one tone.
 * A pixel that ink covers in part counts for that part, so that it doesn't matter how finely a page is
 * drawn, and pale letters are none the less letters.
 */
export function isBlankGrey(page: {
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8Array;
}): boolean {
  const pixelsOf = new Uint32Array(LEVELS);
  for (const level of page.samples) pixelsOf[level]!++;
  const paper = medianOf(pixelsOf, page.samples.length);
  if (paper < PAPER_FROM) return false;
  const ink = pixelsOf.reduce((sum, pixels, level) => {
    const departure = Math.abs(level - paper);
    return departure < TEXTURE ? sum : sum + (pixels * departure) / paper;
  }, 0);
  return ink <= strayPixels(page.width, page.height);
}

function medianOf(pixelsOf: Uint32Array, pixels: number): number {
  let below = 0;
  return pixelsOf.findIndex((count) => (below += count) * 2 >= pixels);
}
