import type { TiffPage } from './page.ts';
import type { Strip } from './strips.ts';
import { TAG } from './tags.ts';
import {
  FIELD_TYPE,
  numbersField,
  writeDirectory,
  HEADER_BYTES,
  writeHeader,
  type Field,
} from './write-directory.ts';

const { short: SHORT, long: LONG, rational: RATIONAL, undefined: UNDEFINED } = FIELD_TYPE;

/** Tags that say how samples are coded: taken over as numbers of this type, when they are there. */
const TAKEN_OVER: readonly (readonly [tag: number, type: typeof SHORT | typeof LONG])[] = [
  [TAG.bitsPerSample, SHORT],
  [TAG.samplesPerPixel, SHORT],
  [TAG.planarConfiguration, SHORT],
  [TAG.predictor, SHORT],
  [TAG.fillOrder, SHORT],
  [TAG.colorMap, SHORT],
  [TAG.extraSamples, SHORT],
  [TAG.sampleFormat, SHORT],
  [TAG.yCbCrSubSampling, SHORT],
  [TAG.yCbCrPositioning, SHORT],
  [TAG.tileWidth, LONG],
  [TAG.tileLength, LONG],
];

/** Tags whose values are taken over as they are stored. */
const COPIED: readonly (readonly [tag: number, type: number, valueBytes: number])[] = [
  [TAG.jpegTables, UNDEFINED, 1],
  [TAG.referenceBlackWhite, RATIONAL, 8],
];

/**
 * Some strips or tiles of a page as a plain TIFF of one page, for decoders that take a whole file and
 * give up at the first fault of it. The file's byte order stays, since samples may have it.
 *
 * @param height rows that `strips` have
 */
export function repackPage(
  bytes: Uint8Array,
  page: TiffPage,
  strips: readonly Strip[],
  height: number,
  little: boolean,
): Uint8Array {
  const coded = strips.map(({ offset, length }) => bytes.subarray(offset, offset + length));
  const offsets: number[] = [];
  let end = HEADER_BYTES;
  for (const { length } of coded) {
    offsets.push(end);
    end += length;
  }
  const padding = Buffer.alloc(end % 2);
  const counts = coded.map(({ length }) => length);
  const fields = fieldsOf(page, { offsets, counts, height, little });
  const header = writeHeader(end + padding.length, little);
  const directory = writeDirectory(fields, end + padding.length, little);
  return Buffer.concat([header, ...coded, padding, directory]);
}

interface Placement {
  readonly offsets: readonly number[];
  readonly counts: readonly number[];
  readonly height: number;
  readonly little: boolean;
}

function fieldsOf(page: TiffPage, { offsets, counts, height, little }: Placement): Field[] {
  const numbers = (tag: number, type: typeof SHORT | typeof LONG, values: readonly number[]) =>
    numbersField(tag, type, values, little);
  const tiled = page.tile !== undefined;
  const fields = [
    numbers(TAG.imageWidth, LONG, [page.width]),
    numbers(TAG.imageLength, LONG, [height]),
    numbers(TAG.compression, SHORT, [page.compression]),
    numbers(TAG.photometric, SHORT, [page.photometric]),
    numbers(tiled ? TAG.tileOffsets : TAG.stripOffsets, LONG, offsets),
    numbers(tiled ? TAG.tileByteCounts : TAG.stripByteCounts, LONG, counts),
  ];
  if (!tiled) fields.push(numbers(TAG.rowsPerStrip, LONG, [Math.min(page.rowsPerStrip, height)]));
  const { entries } = page.ifd;
  for (const [tag, type] of TAKEN_OVER) {
    const values = entries.get(tag)?.numbers ?? [];
    if (values.length > 0) fields.push(numbers(tag, type, values));
  }
  for (const [tag, type, valueBytes] of COPIED) {
    const value = Buffer.from(entries.get(tag)?.raw ?? []);
    const count = Math.floor(value.length / valueBytes);
    if (count > 0) fields.push({ tag, type, count, value });
  }
  return fields.toSorted((a, b) => a.tag - b.tag);
}
