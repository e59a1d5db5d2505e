import { reverseBits } from '../ccitt/bit-order.ts';
import { COMPRESSION, PHOTOMETRIC, TAG } from './tags.ts';
import {
  directorySize,
  FIELD_TYPE,
  HEADER_BYTES,
  numbersField,
  ratioField,
  writeDirectory,
  writeHeader,
  type Field,
} from './write-directory.ts';

/** A coded page of a fax to write. */
export interface CodedPage {
  /** One strip, the highest bit of a byte first; black runs are black. */
  readonly coded: Uint8Array;
  readonly coding: 'g4' | 'g3-1d' | 'g3-2d';
  readonly width: number;
  readonly height: number;
  readonly xDpi: number;
  readonly yDpi: number;
}

/** Values of RFC 3949 section 4. */
const SINGLE_PAGE_OF_MANY = 2;
const INCHES = 2;
/** T4Options: bit 0, two-dimensional; bit 2, EOLs end at a byte. */
const T4_OPTIONS = { 'g3-1d': 4, 'g3-2d': 5 } as const;
const LITTLE = true;

/**
 * Writes coded pages as TIFF-F (RFC 3949 sections 3 to 5): little-endian, each page's directory before
 * its one strip, pages in order and numbered. The same pages give the same bytes.
 */
export function writeFaxTiff(pages: readonly CodedPage[], fillOrder: 1 | 2): Uint8Array {
  const chunks: Uint8Array[] = [writeHeader(HEADER_BYTES, LITTLE)];
  let offset = HEADER_BYTES;
  pages.forEach((page, index) => {
    const strip = fillOrder === 2 ? reverseBits(page.coded) : page.coded;
    const number = [index, pages.length];
    const fields = (stripOffset: number): Field[] => fieldsOf(page, number, fillOrder, stripOffset);
    const stripOffset = offset + directorySize(fields(0));
    const end = stripOffset + strip.length;
    // Directories begin at words (TIFF 6.0 section 2).
    const padding = Buffer.alloc(end % 2);
    const next = index + 1 < pages.length ? end + padding.length : 0;
    chunks.push(writeDirectory(fields(stripOffset), offset, LITTLE, next), strip, padding);
    offset = end + padding.length;
  });
  return Buffer.concat(chunks);
}

/** In ascending order of tags, as TIFF 6.0 section 2 wants them. */
function fieldsOf(
  page: CodedPage,
  pageNumber: readonly number[],
  fillOrder: number,
  stripOffset: number,
): Field[] {
  const short = (tag: number, ...values: number[]): Field =>
    numbersField(tag, FIELD_TYPE.short, values, LITTLE);
  const long = (tag: number, value: number): Field =>
    numbersField(tag, FIELD_TYPE.long, [value], LITTLE);
  const { coding } = page;
  return [
    long(TAG.newSubfileType, SINGLE_PAGE_OF_MANY),
    long(TAG.imageWidth, page.width),
    long(TAG.imageLength, page.height),
    short(TAG.bitsPerSample, 1),
    short(TAG.compression, coding === 'g4' ? COMPRESSION.t6 : COMPRESSION.t4),
    short(TAG.photometric, PHOTOMETRIC.whiteIsZero),
    short(TAG.fillOrder, fillOrder),
    long(TAG.stripOffsets, stripOffset),
    short(TAG.orientation, 1),
    short(TAG.samplesPerPixel, 1),
    long(TAG.rowsPerStrip, page.height),
    long(TAG.stripByteCounts, page.coded.length),
    ratioField(TAG.xResolution, page.xDpi, 1, LITTLE),
    ratioField(TAG.yResolution, page.yDpi, 1, LITTLE),
    coding === 'g4' ? long(TAG.t6Options, 0) : long(TAG.t4Options, T4_OPTIONS[coding]),
    short(TAG.resolutionUnit, INCHES),
    short(TAG.pageNumber, ...pageNumber),
  ];
}
