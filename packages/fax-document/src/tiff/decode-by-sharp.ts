import sharp from 'sharp';

import { FaxDocumentError } from '../errors.ts';
import type { DecodedPage } from './decode-page.ts';
import { greyPage, type GreyRows } from './grey-page.ts';
import type { TiffPage } from './page.ts';
import { repackPage } from './repack-page.ts';
import type { Strip } from './strips.ts';
import { COMPRESSION, TAG } from './tags.ts';

const WHITE = 255;
/** Strips that are decoded one by one, when a page can't be decoded as a whole. */
const MOST_SINGLE_STRIPS = 4096;

/**
 * Decodes a page whose coding is none of a fax's own (uncompressed, PackBits, LZW, deflate, JPEG), or
 * whose pixels are grey or coloured; colour becomes grey. When a fault keeps the page from being read
 * as a whole its strips are read one by one: those that can't be are damaged lines, white.
 *
 * @throws FaxDocumentError `unsupported-image`, `too-many-pixels`
 */
export async function decodeBySharp(
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): Promise<DecodedPage> {
  const height = page.height ?? page.strips.length * page.rowsPerStrip;
  if (height * page.width > maxPixels) {
    throw new FaxDocumentError('too-many-pixels', 'A page without a height is too large.');
  }
  const sized: SizedPage = { bytes, page, height, maxPixels };
  const whole = page.cut ? undefined : await decode(sized, page.strips, height);
  return whole === undefined ? byStrips(sized) : greyPage({ ...whole, damagedRows: [] });
}

interface SizedPage {
  readonly bytes: Uint8Array;
  readonly page: TiffPage;
  readonly height: number;
  readonly maxPixels: number;
}

/** The samples of some strips; undefined when libtiff finds any fault in them. */
async function decode(
  { bytes, page, maxPixels }: SizedPage,
  strips: readonly Strip[],
  height: number,
): Promise<GreyRows | undefined> {
  const tiff = repackPage(bytes, page, strips, height, page.little);
  const image = sharp(tiff, { failOn: 'error', limitInputPixels: maxPixels });
  try {
    const decoded = await image
      .flatten({ background: '#fff' })
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, channels } = decoded.info;
    if (width !== page.width || decoded.info.height !== height || channels !== 1) return undefined;
    return { width, height, samples: decoded.data };
  } catch {
    // Whatever it is, these strips can't be read: the caller says which lines are lost.
    return undefined;
  }
}

async function byStrips(sized: SizedPage): Promise<DecodedPage> {
  const { page, height } = sized;
  const samples = new Uint8Array(page.width * height).fill(WHITE);
  const lost: number[] = [];
  let good = 0;
  for (const { strip, firstRow, rows } of stripsOf(page, height)) {
    const whole = wholeRows(page, strip, rows);
    const part = whole > 0 ? await decode(sized, [strip], whole) : undefined;
    if (part) samples.set(part.samples, firstRow * page.width);
    const read = part?.height ?? 0;
    good += read;
    for (let row = read; row < rows; row++) lost.push(firstRow + row);
  }
  if (good === 0)
    return greyPage({ width: page.width, height: 0, samples, damagedRows: [] }, height);
  return trimmed({ width: page.width, height, samples }, lost);
}

/** Lost lines at the end are missing, those between others damaged. */
function trimmed({ width, height, samples }: GreyRows, lost: number[]): DecodedPage {
  let end = height;
  while (lost.at(-1) === end - 1) {
    lost.pop();
    end--;
  }
  const rows = { width, height: end, samples: samples.subarray(0, end * width) };
  return greyPage({ ...rows, damagedRows: lost }, height - end);
}

/** Tiles and planes are no rows of their own: nothing is known of parts of such a page. */
function stripsOf(page: TiffPage, height: number) {
  const planes = page.ifd.entries.get(TAG.planarConfiguration)?.numbers[0] ?? 1;
  if (page.tile !== undefined || planes !== 1) return [];
  return page.strips.slice(0, MOST_SINGLE_STRIPS).flatMap((strip, index) => {
    const firstRow = index * page.rowsPerStrip;
    const rows = Math.min(page.rowsPerStrip, height - firstRow);
    return rows > 0 ? [{ strip, firstRow, rows }] : [];
  });
}

/** Rows that are there: of uncompressed data those whose last byte is. */
function wholeRows(page: TiffPage, { length }: Strip, rows: number): number {
  if (page.compression !== COMPRESSION.none) return length > 0 ? rows : 0;
  const first = (tag: number): number => page.ifd.entries.get(tag)?.numbers[0] ?? 1;
  const bits = page.width * first(TAG.bitsPerSample) * first(TAG.samplesPerPixel);
  return Math.min(rows, Math.floor(length / Math.max(1, Math.ceil(bits / 8))));
}
