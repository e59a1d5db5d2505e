import type { TiffPage } from './page.ts';
import type { Strip } from './strips.ts';
import { TAG } from './tags.ts';

/** Types of TIFF 6.0 section 2 that are written here. */
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const UNDEFINED = 7;

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

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Buffer;
}

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
  const header = Buffer.alloc(8);
  header.write(little ? 'II' : 'MM', 'latin1');
  const coded = strips.map(({ offset, length }) => bytes.subarray(offset, offset + length));
  const offsets: number[] = [];
  let end = header.length;
  for (const { length } of coded) {
    offsets.push(end);
    end += length;
  }
  const padding = Buffer.alloc(end % 2);
  const counts = coded.map(({ length }) => length);
  const fields = fieldsOf(page, { offsets, counts, height, little });
  writeU16(header, 42, 2, little);
  writeU32(header, end + padding.length, 4, little);
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
  const numbers = (tag: number, type: number, values: readonly number[]): Field => {
    const size = type === SHORT ? 2 : 4;
    const value = Buffer.alloc(values.length * size);
    values.forEach((number, index) => {
      (type === SHORT ? writeU16 : writeU32)(value, number, index * size, little);
    });
    return { tag, type, count: values.length, value };
  };
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

/** The directory at `offset`, and behind it the values that don't fit into its entries. */
function writeDirectory(fields: readonly Field[], offset: number, little: boolean): Buffer {
  const directory = Buffer.alloc(2 + fields.length * 12 + 4);
  const values: Buffer[] = [];
  let end = offset + directory.length;
  writeU16(directory, fields.length, 0, little);
  fields.forEach(({ tag, type, count, value }, index) => {
    const at = 2 + index * 12;
    writeU16(directory, tag, at, little);
    writeU16(directory, type, at + 2, little);
    writeU32(directory, count, at + 4, little);
    if (value.length <= 4) {
      value.copy(directory, at + 8);
      return;
    }
    writeU32(directory, end, at + 8, little);
    values.push(value);
    end += value.length;
  });
  return Buffer.concat([directory, ...values]);
}

/** Numbers that are too large for their field were lies already. */
function writeU16(to: Buffer, value: number, at: number, little: boolean): void {
  const bits = Math.max(0, Math.trunc(value)) & 0xffff;
  if (little) to.writeUInt16LE(bits, at);
  else to.writeUInt16BE(bits, at);
}

function writeU32(to: Buffer, value: number, at: number, little: boolean): void {
  const bits = Math.min(Math.max(0, Math.trunc(value)), 0xffff_ffff);
  if (little) to.writeUInt32LE(bits, at);
  else to.writeUInt32BE(bits, at);
}
