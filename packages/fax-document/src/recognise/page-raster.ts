/** A page's pixels for a recogniser: made here from decoded pages, so nothing hostile is in its form. */
export interface PageRaster {
  readonly width: number;
  readonly height: number;
  /** Pixels an inch, in both directions alike. */
  readonly dpi: number;
  /** 1: packed rows, the first pixel in the highest bit, 1 = black. 8: a byte a pixel, 0 = black. */
  readonly bits: 1 | 8;
  readonly samples: Uint8Array;
}

/** Bytes of a row. */
export const rasterStride = ({ width, bits }: Pick<PageRaster, 'width' | 'bits'>): number =>
  (width * bits + 7) >>> 3;

/** Leptonica, by which Tesseract holds pictures, has sides of 15 bits. */
export const MAX_SIDE = 32_000;
/** Pixels of one page: A3 at 400 dpi with room. */
export const MAX_RASTER_PIXELS = 48_000_000;

/** Whether a raster is what it says, and no more than a recogniser may be given. */
export function isSoundRaster(raster: PageRaster): boolean {
  const { width, height, dpi, bits, samples } = raster;
  const sides = [width, height].every(
    (side) => Number.isInteger(side) && side > 0 && side <= MAX_SIDE,
  );
  return (
    sides &&
    width * height <= MAX_RASTER_PIXELS &&
    dpi > 0 &&
    (bits === 1 || bits === 8) &&
    samples.length === rasterStride(raster) * height
  );
}

/** Netpbm's binary formats (P4: 1 = black; P5: 0 = black), which are the samples behind a header. */
export function netpbm({ width, height, bits, samples }: PageRaster): Buffer {
  const header = bits === 1 ? `P4\n${width} ${height}\n` : `P5\n${width} ${height}\n255\n`;
  return Buffer.concat([Buffer.from(header), samples]);
}
