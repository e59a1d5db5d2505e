import { getUint64, type TiffLayout } from './layout.ts';

/** One entry of an image file directory: numbers (rationals as quotients), or text, and raw bytes. */
export interface IfdEntry {
  readonly numbers: readonly number[];
  readonly text: string;
  /** The values as they are stored, at most 64 KiB of them. */
  readonly raw: Uint8Array;
}

export interface Ifd {
  readonly entries: ReadonlyMap<number, IfdEntry>;
  /** Offset of the next directory, 0 at the end of the chain. */
  readonly next: number;
  /** The directory lies partly behind the end of the file. */
  readonly cut: boolean;
  /** Tags whose values lie behind the end of the file. */
  readonly lost: ReadonlySet<number>;
}

/** Values of one entry that are read at most: strip tables are the longest that make sense. */
const MAX_VALUES = 65_536;
const MAX_TEXT = 4096;

/** Bytes of a value of each type: TIFF 6.0 section 2, Adobe's IFD (13), BigTIFF's 16–18. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1, // BYTE
  2: 1, // ASCII
  3: 2, // SHORT
  4: 4, // LONG
  5: 8, // RATIONAL
  6: 1, // SBYTE
  7: 1, // UNDEFINED
  8: 2, // SSHORT
  9: 4, // SLONG
  10: 8, // SRATIONAL
  11: 4, // FLOAT
  12: 8, // DOUBLE
  13: 4, // IFD
  16: 8, // LONG8
  17: 8, // SLONG8
  18: 8, // IFD8
};
const ASCII = 2;

/** Sizes in a directory: the count of its entries, an entry, an offset. */
const CLASSIC = { countBytes: 2, entryBytes: 12, offsetBytes: 4 } as const;
const BIG = { countBytes: 8, entryBytes: 20, offsetBytes: 8 } as const;

/**
 * Reads the directory at `offset` (TIFF 6.0 section 2). Undefined when not even its count is there.
 * Of a tag that comes twice the first counts, as libtiff has it; any order of tags will do.
 */
export function readIfd(view: DataView, offset: number, layout: TiffLayout): Ifd | undefined {
  const { countBytes, entryBytes, offsetBytes } = layout.big ? BIG : CLASSIC;
  if (offset + countBytes > view.byteLength) return undefined;
  const declared = layout.big
    ? getUint64(view, offset, layout.little)
    : view.getUint16(offset, layout.little);
  const first = offset + countBytes;
  const present = Math.min(
    declared,
    Math.floor((view.byteLength - first) / entryBytes),
    MAX_VALUES,
  );
  const entries = new Map<number, IfdEntry>();
  const lost = new Set<number>();
  for (let i = 0; i < present; i++) {
    const at = first + i * entryBytes;
    const tag = view.getUint16(at, layout.little);
    if (entries.has(tag)) continue;
    const entry = readEntry(view, at, layout);
    if (entry === undefined) lost.add(tag);
    else entries.set(tag, entry);
  }
  const nextAt = first + declared * entryBytes;
  // Some writers end the file behind the last entry: as libtiff has it, no directory follows.
  const hasNext = nextAt + offsetBytes <= view.byteLength;
  const next = hasNext ? readOffset(view, nextAt, layout) : 0;
  return { entries, next, cut: present < declared, lost };
}

const readOffset = (view: DataView, at: number, { big, little }: TiffLayout): number =>
  big ? getUint64(view, at, little) : view.getUint32(at, little);

function readEntry(view: DataView, at: number, layout: TiffLayout): IfdEntry | undefined {
  const { big, little } = layout;
  const type = view.getUint16(at + 2, little);
  const size = TYPE_BYTES[type];
  if (size === undefined) return new StoredEntry(view, { at, type, size: 0, count: 0, little });
  // Some writers give a count of 0 to a value that is there all the same.
  const count = Math.max(1, big ? getUint64(view, at + 4, little) : view.getUint32(at + 4, little));
  const inline = at + (big ? 12 : 8);
  const valueAt = size * count <= (big ? 8 : 4) ? inline : readOffset(view, inline, layout);
  if (valueAt + size * count > view.byteLength) return undefined;
  const values = Math.min(count, MAX_VALUES);
  return new StoredEntry(view, { at: valueAt, type, size, count: values, little });
}

interface StoredValues {
  readonly at: number;
  readonly type: number;
  /** Bytes of one value. */
  readonly size: number;
  readonly count: number;
  readonly little: boolean;
}

/** Reads its values when they are asked for: a hostile directory has thousands that nobody needs. */
class StoredEntry implements IfdEntry {
  readonly #view: DataView;
  readonly #values: StoredValues;
  #numbers: readonly number[] | undefined;

  constructor(view: DataView, values: StoredValues) {
    this.#view = view;
    this.#values = values;
  }

  get numbers(): readonly number[] {
    this.#numbers ??= readNumbers(this.#view, this.#values);
    return this.#numbers;
  }

  get text(): string {
    return this.#values.type === ASCII ? readText(this.raw.subarray(0, MAX_TEXT)) : '';
  }

  get raw(): Uint8Array {
    const { at, size, count } = this.#values;
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, size * count);
  }
}

function readNumbers(view: DataView, { at, type, size, count, little }: StoredValues): number[] {
  const numbers: number[] = [];
  const end = type === ASCII ? at : at + count * size;
  for (let next = at; next < end; next += size) numbers.push(readNumber(view, next, type, little));
  return numbers;
}

function readNumber(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    case 16:
    case 18:
      return getUint64(view, at, little);
    case 17:
      return Number(view.getBigInt64(at, little));
    default:
      return view.getUint8(at);
  }
}

/** Text up to its NUL; fax receivers write ASCII or, against the specification, UTF-8 or Latin-1. */
function readText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return new TextDecoder('latin1').decode(text);
  }
}
