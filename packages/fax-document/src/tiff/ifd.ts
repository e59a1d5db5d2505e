/** One entry of an image file directory: numbers (rationals as quotients) or text. */
export interface IfdEntry {
  readonly numbers: readonly number[];
  readonly text: string;
}

export interface Ifd {
  readonly entries: ReadonlyMap<number, IfdEntry>;
  /** Offset of the next directory, 0 at the end of the chain. */
  readonly next: number;
  /** The directory, or a value that it points to, lies partly behind the end of the file. */
  readonly cut: boolean;
}

/** Values of one entry that are read at most: strip tables are the longest that make sense. */
const MAX_VALUES = 65_536;
const MAX_TEXT = 4096;
const ENTRY_BYTES = 12;

const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1, // BYTE
  2: 1, // ASCII
  3: 2, // SHORT
  4: 4, // LONG
  5: 8, // RATIONAL
  7: 1, // UNDEFINED
  9: 4, // SLONG
  10: 8, // SRATIONAL
};

/** Reads the directory at `offset` (TIFF 6.0 section 2). Undefined when not even its count is there. */
export function readIfd(view: DataView, offset: number, little: boolean): Ifd | undefined {
  if (offset + 2 > view.byteLength) return undefined;
  const declared = view.getUint16(offset, little);
  const first = offset + 2;
  const present = Math.min(declared, Math.floor((view.byteLength - first) / ENTRY_BYTES));
  const entries = new Map<number, IfdEntry>();
  let cut = present < declared;
  for (let i = 0; i < present; i++) {
    const at = first + i * ENTRY_BYTES;
    const tag = view.getUint16(at, little);
    const entry = readEntry(view, at, little);
    if (entry === undefined) cut = true;
    else if (!entries.has(tag)) entries.set(tag, entry);
  }
  const nextAt = first + declared * ENTRY_BYTES;
  const hasNext = nextAt + 4 <= view.byteLength;
  return { entries, next: hasNext ? view.getUint32(nextAt, little) : 0, cut: cut || !hasNext };
}

function readEntry(view: DataView, at: number, little: boolean): IfdEntry | undefined {
  const type = view.getUint16(at + 2, little);
  const count = view.getUint32(at + 4, little);
  const size = TYPE_BYTES[type];
  if (size === undefined) return { numbers: [], text: '' };
  const bytes = size * count;
  const valueAt = bytes <= 4 ? at + 8 : view.getUint32(at + 8, little);
  if (valueAt + bytes > view.byteLength) return undefined;
  if (type === 2) return { numbers: [], text: readText(view, valueAt, count) };
  const numbers = Array.from({ length: Math.min(count, MAX_VALUES) }, (_, index) =>
    readNumber(view, valueAt + index * size, type, little),
  );
  return { numbers, text: '' };
}

function readNumber(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    default:
      return view.getUint8(at);
  }
}

/** Text up to its NUL; fax receivers write ASCII or, against the specification, UTF-8 or Latin-1. */
function readText(view: DataView, at: number, count: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, Math.min(count, MAX_TEXT));
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return new TextDecoder('latin1').decode(text);
  }
}
