/** Sizes of TIFF 6.0 section 2. */
export const HEADER_BYTES = 8;
const COUNT_BYTES = 2;
const ENTRY_BYTES = 12;
const NEXT_BYTES = 4;
const INLINE_BYTES = 4;
const MAGIC = 42;

/** Types of TIFF 6.0 section 2 that are written here. */
export const FIELD_TYPE = { short: 3, long: 4, rational: 5, undefined: 7 } as const;

/** An entry of a directory. */
export interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Buffer;
}

/** The header of a file whose first directory is at `first`. */
export function writeHeader(first: number, little: boolean): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(little ? 'II' : 'MM', 'latin1');
  writeU16(header, MAGIC, 2, little);
  writeU32(header, first, 4, little);
  return header;
}

/** Whole numbers as a field. */
export function numbersField(
  tag: number,
  type: typeof FIELD_TYPE.short | typeof FIELD_TYPE.long,
  values: readonly number[],
  little: boolean,
): Field {
  const size = type === FIELD_TYPE.short ? 2 : 4;
  const value = Buffer.alloc(values.length * size);
  values.forEach((number, index) => {
    (type === FIELD_TYPE.short ? writeU16 : writeU32)(value, number, index * size, little);
  });
  return { tag, type, count: values.length, value };
}

/** A ratio as a field. */
export function ratioField(
  tag: number,
  numerator: number,
  denominator: number,
  little: boolean,
): Field {
  const { value } = numbersField(tag, FIELD_TYPE.long, [numerator, denominator], little);
  return { tag, type: FIELD_TYPE.rational, count: 1, value };
}

/** Bytes of a directory, without the values that don't fit into its entries. */
const directoryBytes = (fields: readonly Field[]): number =>
  COUNT_BYTES + fields.length * ENTRY_BYTES + NEXT_BYTES;

/** Bytes of a directory with all its values. */
export function directorySize(fields: readonly Field[]): number {
  return fields.reduce(
    (size, { value }) => size + (value.length > INLINE_BYTES ? value.length : 0),
    directoryBytes(fields),
  );
}

/**
 * The directory at `offset`, and behind it the values that don't fit into its entries. `next` is where
 * the next page's is.
 */
export function writeDirectory(
  fields: readonly Field[],
  offset: number,
  little: boolean,
  next = 0,
): Buffer {
  const directory = Buffer.alloc(directoryBytes(fields));
  const values: Buffer[] = [];
  let end = offset + directory.length;
  writeU16(directory, fields.length, 0, little);
  fields.forEach(({ tag, type, count, value }, index) => {
    const at = COUNT_BYTES + index * ENTRY_BYTES;
    writeU16(directory, tag, at, little);
    writeU16(directory, type, at + 2, little);
    writeU32(directory, count, at + 4, little);
    if (value.length <= INLINE_BYTES) {
      value.copy(directory, at + 8);
      return;
    }
    writeU32(directory, end, at + 8, little);
    values.push(value);
    end += value.length;
  });
  writeU32(directory, next, directory.length - NEXT_BYTES, little);
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
