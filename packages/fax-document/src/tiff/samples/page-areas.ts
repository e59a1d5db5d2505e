import { FaxDocumentError } from '../../errors.ts';
import { rowsToExpect } from '../decode-strips.ts';
import type { TiffPage } from '../page.ts';
import type { Strip } from '../strips.ts';

/** A strip or tile, where it lies on the page, and its part of each plane. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Rows that lie on the page, of which a tile may have more. */
  readonly height: number;
  readonly segments: readonly (Strip | undefined)[];
}

export interface PageAreas {
  readonly areas: readonly Area[];
  readonly height: number;
  /** Whether the page has just so many rows; else it has those that are there. */
  readonly exact: boolean;
}

/** Tiles may reach over the page's right and lower edge, but not cost much more than the page. */
const MOST_TIMES_PAGE = 4;

/**
 * The areas of a page, row after row of them, plane after plane in the file (TIFF 6.0, sections 8 and 15,
 * PlanarConfiguration).
 *
 * @throws FaxDocumentError `too-many-pixels`
 */
export function pageAreas(page: TiffPage, planes: number, maxPixels: number): PageAreas {
  const perPlane = Math.floor(page.strips.length / planes) || 1;
  const expected = rowsToExpect(page, maxPixels);
  const width = page.tile?.width ?? page.width;
  const across = Math.ceil(page.width / width);
  const rows = page.tile?.height ?? Math.min(page.rowsPerStrip, expected.height);
  const height = page.height ?? Math.min(expected.height, Math.ceil(perPlane / across) * rows);
  const down = Math.ceil(height / rows);
  if (across * down * width * rows > maxPixels * MOST_TIMES_PAGE) {
    throw new FaxDocumentError('too-many-pixels', 'The tiles of a page are too large.');
  }
  const areas = Array.from({ length: across * down }, (_, index): Area => {
    const y = Math.floor(index / across) * rows;
    const segments = Array.from(
      { length: planes },
      (_, plane) => page.strips[plane * across * down + index],
    );
    return { x: (index % across) * width, y, width, height: Math.min(rows, height - y), segments };
  });
  return { areas, height, exact: page.height !== undefined };
}
