import { FaxDocumentError } from '../../errors.ts';
import type { DecodedPage } from '../decode-page.ts';
import { greyPage } from '../grey-page.ts';
import type { TiffPage } from '../page.ts';
import { TAG } from '../tags.ts';
import { decodeSegments, type ImageOf } from './decode-segments.ts';
import { greyBySharp } from './grey-by-sharp.ts';
import { fromInterchangeTables } from './interchange-tables.ts';
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
  const readWhole = (files: Iterable<Uint8Array>) => firstWhole(files, page, maxPixels);
  const whole = await readWhole(interchangeFormat(bytes, page));
  if (whole !== undefined) return whole;
  const imageOf = imagesOfStrips(bytes, page) ?? fromBareTables(bytes, page);
  const bare = imageOf && (await decodeSegments(page, imageOf, maxPixels));
  // Strips behind each other would be read on from one into the next, against what their coder did.
  const found = isWhole(bare) ? bare : ((await readWhole(withScans(bytes, page))) ?? bare);
  if (found !== undefined) return found;
  throw new FaxDocumentError(
    'unsupported-image',
    `Page ${page.directory + 1} is coded by an old form of JPEG.`,
  );
}

function imagesOfStrips(bytes: Uint8Array, page: TiffPage): ImageOf | undefined {
  const [format] = interchangeFormat(bytes, page);
  const several = page.strips.length > 1 && page.tile === undefined;
  return several && format ? fromInterchangeTables(bytes, page, format) : undefined;
}

const isWhole = (page: DecodedPage | undefined): page is DecodedPage =>
  page?.missingLines === 0 && page.damagedRows.length === 0;

/** The first of some files that can be read without a fault. */
async function firstWhole(
  files: Iterable<Uint8Array>,
  { width, height }: TiffPage,
  maxPixels: number,
): Promise<DecodedPage | undefined> {
  if (height === undefined) return undefined;
  for (const file of files) {
    const grey = await greyBySharp(file, { width, height }, maxPixels);
    if (grey !== undefined) return greyPage({ ...grey, damagedRows: [] });
  }
  return undefined;
}

/** JPEGInterchangeFormat, which should be a file, or its beginning; nothing where it isn't. */
function* interchangeFormat(bytes: Uint8Array, page: TiffPage): Generator<Uint8Array> {
  const number = (tag: number): number => page.ifd.entries.get(tag)?.numbers[0] ?? 0;
  const start = number(TAG.jpegInterchangeFormat);
  const length = number(TAG.jpegInterchangeFormatLength) || bytes.length - start;
  const format = bytes.subarray(start, start + length);
  if (begins(format)) yield format;
}

/** What else may be the file: that format and the strips behind it, or the only strip. */
function* withScans(bytes: Uint8Array, page: TiffPage): Generator<Uint8Array> {
  const strips = page.strips.map((strip) =>
    bytes.subarray(strip.offset, strip.offset + strip.length),
  );
  for (const format of interchangeFormat(bytes, page)) {
    // Its length may count the tables alone: up to the last strip it is all there.
    const start = format.byteOffset - bytes.byteOffset;
    const end = Math.max(...page.strips.map((strip) => strip.offset + strip.length));
    if (end > start + format.length) yield Buffer.concat([bytes.subarray(start, end), EOI]);
    yield Buffer.concat([format, ...strips, EOI]);
  }
  const [only, ...more] = strips;
  if (only !== undefined && more.length === 0 && begins(only)) yield only;
}

const begins = (data: Uint8Array): boolean => SOI.equals(data.subarray(0, SOI.length));
