import { FaxDocumentError } from '../../errors.ts';
import type { DecodedPage } from '../decode-page.ts';
import { greyPage } from '../grey-page.ts';
import type { TiffPage } from '../page.ts';
import { TAG } from '../tags.ts';
import { decodeSegments } from './decode-segments.ts';
import { greyBySharp } from './grey-by-sharp.ts';
import { fromBareTables } from './old-jpeg-tables.ts';

/** Start and end of an image (T.81 table B.1). */
const SOI = Buffer.from([0xff, 0xd8]);
const EOI = Buffer.from([0xff, 0xd9]);

/**
 * Decodes a page coded by JPEG as TIFF 6.0 section 22 had it, which everybody read otherwise. Of its many
 * forms those are known in which there is a whole JPEG file somewhere, or all that makes one.
 *
 * @throws FaxDocumentError `unsupported-image` for the others
 */
export async function decodeOldJpeg(
  bytes: Uint8Array,
  page: TiffPage,
  maxPixels: number,
): Promise<DecodedPage> {
  const { width, height } = page;
  if (height !== undefined) {
    for (const jpeg of candidates(bytes, page)) {
      const grey = await greyBySharp(jpeg, { width, height }, maxPixels);
      if (grey !== undefined) return greyPage({ ...grey, damagedRows: [] });
    }
  }
  const imageOf = fromBareTables(bytes, page);
  if (imageOf !== undefined) return decodeSegments(page, imageOf, maxPixels);
  throw new FaxDocumentError(
    'unsupported-image',
    `Page ${page.directory + 1} is coded by an old form of JPEG.`,
  );
}

/** What may be the file: the interchange format, it and the strips behind it, or the only strip. */
function* candidates(bytes: Uint8Array, page: TiffPage): Generator<Uint8Array> {
  const number = (tag: number): number => page.ifd.entries.get(tag)?.numbers[0] ?? 0;
  const start = number(TAG.jpegInterchangeFormat);
  const length = number(TAG.jpegInterchangeFormatLength) || bytes.length - start;
  const strips = page.strips.map((strip) =>
    bytes.subarray(strip.offset, strip.offset + strip.length),
  );
  if (begins(bytes.subarray(start, start + length))) {
    const format = bytes.subarray(start, start + length);
    yield format;
    // Its length may count the tables alone: up to the last strip it is all there.
    const end = Math.max(...page.strips.map((strip) => strip.offset + strip.length));
    if (end > start + length) yield Buffer.concat([bytes.subarray(start, end), EOI]);
    yield Buffer.concat([format, ...strips, EOI]);
  }
  const [only, ...more] = strips;
  if (only !== undefined && more.length === 0 && begins(only)) yield only;
}

const begins = (data: Uint8Array): boolean => SOI.equals(data.subarray(0, SOI.length));
