import { FaxDocumentError } from '../errors.ts';
import type { Strip } from './strips.ts';
import type { TiffPage } from './page.ts';

/** One tile, and the page's pixel that its first one is. */
export interface PlacedTile {
  readonly strip: Strip | undefined;
  readonly x: number;
  readonly y: number;
}

/** Tiles may reach over the page's right and lower edge, but not cost much more than the page. */
const MOST_TIMES_PAGE = 4;

/**
 * The places of a page's tiles (TIFF 6.0 section 15), row after row of them. A page without a height
 * has as many rows of tiles as it has tiles for.
 *
 * @throws FaxDocumentError `unsupported-image`, `too-many-pixels`
 */
export function tileGrid(
  page: TiffPage,
  tile: { readonly width: number; readonly height: number },
  maxPixels: number,
): { readonly tiles: readonly PlacedTile[]; readonly height: number } {
  // Section 15 asks for multiples of 16; with multiples of 8 tiles at least begin at bytes.
  if (tile.width % 8 !== 0) {
    throw new FaxDocumentError('unsupported-image', 'A tile is no whole bytes wide.');
  }
  const across = Math.ceil(page.width / tile.width);
  const height = page.height ?? Math.floor(page.strips.length / across) * tile.height;
  const down = Math.ceil(height / tile.height);
  if (across * down * tile.width * tile.height > maxPixels * MOST_TIMES_PAGE) {
    throw new FaxDocumentError('too-many-pixels', 'The tiles of a page are too large.');
  }
  const tiles = Array.from({ length: across * down }, (_, index) => ({
    strip: page.strips[index],
    x: (index % across) * tile.width,
    y: Math.floor(index / across) * tile.height,
  }));
  return { tiles, height };
}
