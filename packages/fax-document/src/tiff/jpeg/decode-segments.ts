import type { DecodedPage } from '../decode-page.ts';
import type { TiffPage } from '../page.ts';
import { GreyCanvas } from '../samples/canvas.ts';
import { pageAreas, type Area } from '../samples/page-areas.ts';
import { ReadLines } from '../samples/read-lines.ts';
import type { Strip } from '../strips.ts';
import { greyBySharp } from './grey-by-sharp.ts';

/** Segments that are decoded one by one: each takes a millisecond at least. */
const MOST_SEGMENTS = 512;

/** An image file of what a segment has, `height` rows of it; undefined when there is none. */
export type ImageOf = (segment: Strip, height: number) => Uint8Array | undefined;

/**
 * Decodes a page of which each strip or tile is an image of its own. Those that can't be read are damaged
 * lines, white.
 *
 * @throws FaxDocumentError `too-many-pixels`
 */
export async function decodeSegments(
  page: TiffPage,
  imageOf: ImageOf,
  maxPixels: number,
): Promise<DecodedPage> {
  const { areas, height, exact } = pageAreas(page, 1, maxPixels);
  const canvas = new GreyCanvas({ width: page.width, height });
  const lines = new ReadLines(height);
  for (const [index, area] of areas.entries()) {
    const samples =
      index < MOST_SEGMENTS ? await samplesOf(page, area, imageOf, maxPixels) : undefined;
    const rows = samples === undefined ? 0 : area.height;
    for (let row = 0; row < rows; row++) {
      const target = canvas.row(area, row);
      target.set(samples!.subarray(row * area.width, row * area.width + target.length));
    }
    lines.add(area.y, rows, area.height);
    canvas.lose(area, rows);
  }
  return canvas.page(lines, exact ? height - lines.height : 0);
}

async function samplesOf(
  page: TiffPage,
  area: Area,
  imageOf: ImageOf,
  maxPixels: number,
): Promise<Uint8Array | undefined> {
  const [segment] = area.segments;
  if (segment === undefined || segment.length === 0) return undefined;
  // A tile has all of its rows, wherever the page ends.
  const height = page.tile?.height ?? area.height;
  const image = imageOf(segment, height);
  if (image === undefined) return undefined;
  return (await greyBySharp(image, { width: area.width, height }, maxPixels))?.samples;
}
