import type { Placement } from '../pdf/orientation.ts';
import { rasterStride, type PageRaster } from './page-raster.ts';

/** A raster whose pixels may be of any shape. */
type Raster = Omit<PageRaster, 'dpi'>;

/** Most times that a row is repeated: 408 × 98 needs four. */
const MOST_TIMES = 4;

/**
 * The page with pixels about as wide as high, by its rows alone: where they are too few each is
 * repeated, where they are too many some are left out. Tesseract reads 204 × 98 far better with its
 * rows doubled, and 204 × 391 with every other row as well as with its columns doubled, in half the
 * time; 204 × 196 is square enough.
 */
export function squared(raster: Raster, xDpi: number, yDpi: number): PageRaster {
  const dpi = xDpi;
  const repeated = times(xDpi / yDpi);
  const taken = times(yDpi / xDpi);
  if (repeated === 1 && taken === 1) return { ...raster, dpi };
  const stride = rasterStride(raster);
  const height = Math.ceil((raster.height * repeated) / taken);
  const samples = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const from = Math.floor((y * taken) / repeated) * stride;
    samples.set(raster.samples.subarray(from, from + stride), y * stride);
  }
  return { ...raster, height, samples, dpi };
}

const times = (ratio: number): number => Math.min(MOST_TIMES, Math.max(1, Math.round(ratio)));

/** The page as it is shown: mirrored left to right first, then turned clockwise. */
export function placed<R extends Raster>(raster: R, { mirrored, rotate }: Placement): R {
  const { width, height } = raster;
  const right = width - 1;
  const bottom = height - 1;
  const across = (x: number): number => (mirrored ? right - x : x);
  const lying = { width: height, height: width };
  switch (rotate) {
    case 0:
      return mirrored
        ? { ...raster, ...arrange(raster, raster, (x, y) => [right - x, y]) }
        : raster;
    case 90:
      return { ...raster, ...arrange(raster, lying, (x, y) => [across(y), bottom - x]) };
    case 180:
      return { ...raster, ...arrange(raster, raster, (x, y) => [across(right - x), bottom - y]) };
    case 270:
      return { ...raster, ...arrange(raster, lying, (x, y) => [across(right - y), x]) };
    default:
      return rotate satisfies never;
  }
}

/** A raster of `size` whose pixel (x, y) is the source's at `from(x, y)`. */
function arrange(
  source: Raster,
  size: { readonly width: number; readonly height: number },
  from: (x: number, y: number) => readonly [x: number, y: number],
): Raster {
  const { bits } = source;
  const { width, height } = size;
  const sourceStride = rasterStride(source);
  const stride = rasterStride({ width, bits });
  const samples = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = from(x, y);
      const row = fromY * sourceStride;
      if (bits === 8) samples[y * stride + x] = source.samples[row + fromX]!;
      else if ((source.samples[row + (fromX >>> 3)]! & (0x80 >> (fromX & 7))) !== 0) {
        samples[y * stride + (x >>> 3)]! |= 0x80 >> (x & 7);
      }
    }
  }
  return { width, height, bits, samples };
}
