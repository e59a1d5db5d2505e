import { shiftY, type Affine, type TileShift } from './affine.ts';

/**
 * Rows of tiles, and by how many cells each lies below where the map has it: where lines were lost on
 * the way, or a feeder slipped, all that follows has moved up.
 */
export interface Bands {
  /** Cells of a band's height. */
  readonly height: number;
  readonly offsets: Float32Array;
}

export const NO_BANDS: Bands = { height: 1, offsets: new Float32Array() };

interface BandSizes {
  readonly height: number;
  readonly pageHeight: number;
  /** Cells that a band may lie off: what repeats down a page is found a line off, too. */
  readonly most: number;
}

/** Tiles that must tell where a band lies. */
const LEAST_TILES = 2;

export const bandAt = ({ height, offsets }: Bands, y: number): number =>
  offsets[Math.min(offsets.length - 1, Math.max(0, Math.floor(y / height)))] ?? 0;

/** The same bands in cells of half the size. */
export const inHalfRows = ({ height, offsets }: Bands): Bands => ({
  height: 2 * height,
  offsets: offsets.map((offset) => 2 * offset),
});

/**
 * What most tiles of each band say. A band that says nothing, being nearly empty, lies as the one above
 * it that does, since what moves one moves all below.
 */
export function bandsOf(
  tiles: readonly TileShift[],
  map: Affine,
  { height, pageHeight, most }: BandSizes,
): Bands {
  const byBand: number[][] = Array.from({ length: Math.ceil(pageHeight / height) }, () => []);
  for (const { x, y, dy, sureY } of tiles)
    if (sureY > 0) byBand[Math.floor(y / height)]?.push(dy - shiftY(map, x, y));
  const told = byBand.map((own) => {
    const offset = own.length >= LEAST_TILES ? median(own) : undefined;
    return offset !== undefined && Math.abs(offset) <= most ? offset : undefined;
  });
  let above = told.find((offset) => offset !== undefined) ?? 0;
  return { height, offsets: Float32Array.from(told, (offset) => (above = offset ?? above)) };
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const middle = values.length >>> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
