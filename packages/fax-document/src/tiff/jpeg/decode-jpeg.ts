import { FaxDocumentError } from '../../errors.ts';
import type { DecodedPage } from '../decode-page.ts';
import { greyPage, type GreyRows } from '../grey-page.ts';
import type { TiffPage } from '../page.ts';
import { repackPage } from '../repack-page.ts';
import { GreyCanvas } from '../samples/canvas.ts';
import { pageAreas, type PageAreas } from '../samples/page-areas.ts';
import { ReadLines } from '../samples/read-lines.ts';
import type { Strip } from '../strips.ts';
import { TAG } from '../tags.ts';
import { greyBySharp } from './grey-by-sharp.ts';

/** Strips that are decoded one by one, when a page can't be decoded as a whole: each takes a millisecond. */
const MOST_SINGLE_STRIPS = 512;

/**
 * Decodes a page coded by JPEG (TIFF technical note 2) by libtiff; colour becomes grey. When a fault
 * keeps the page from being read as a whole its strips are read one by one: those that can't be are
 * damaged lines, white.
 *
 * @throws FaxDocumentError `too-many-pixels`; `unsupported-image` for samples of more than eight bits
 */
export async function decodeJpeg(
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): Promise<DecodedPage> {
  const planes = page.ifd.entries.get(TAG.planarConfiguration)?.numbers[0] ?? 1;
  const bits = page.ifd.entries.get(TAG.bitsPerSample)?.numbers[0] ?? 8;
  if (bits > 8) {
    throw new FaxDocumentError('unsupported-image', `The page is coded by JPEG of ${bits} bits.`);
  }
  const areas = pageAreas(page, planes, maxPixels);
  const decode = (strips: readonly Strip[], height: number): Promise<GreyRows | undefined> => {
    const tiff = repackPage(bytes, page, strips, height, page.little);
    return greyBySharp(tiff, { width: page.width, height }, maxPixels);
  };
  const whole = page.cut ? undefined : await decode(page.strips, areas.height);
  if (whole !== undefined) return greyPage({ ...whole, damagedRows: [] });
  // Tiles and planes are no rows of their own: nothing is known of parts of such a page.
  const inStrips = page.tile === undefined && planes === 1;
  return byStrips(page, areas, inStrips ? decode : () => undefined);
}

type DecodeStrips = (
  strips: readonly Strip[],
  height: number,
) => Promise<GreyRows | undefined> | undefined;

async function byStrips(
  page: TiffPage,
  { areas, height }: PageAreas,
  decode: DecodeStrips,
): Promise<DecodedPage> {
  const canvas = new GreyCanvas({ width: page.width, height });
  const lines = new ReadLines(height);
  for (const [index, area] of areas.entries()) {
    const [strip] = area.segments;
    const tried = strip !== undefined && strip.length > 0 && index < MOST_SINGLE_STRIPS;
    const part = tried ? await decode([strip], area.height) : undefined;
    const rows = part?.height ?? 0;
    for (let row = 0; row < rows; row++) {
      canvas.row(area, row).set(part!.samples.subarray(row * page.width, (row + 1) * page.width));
    }
    lines.add(area.y, rows, area.height);
    canvas.lose(area, rows);
  }
  return canvas.page(lines, height - lines.height);
}
