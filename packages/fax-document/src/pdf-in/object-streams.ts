import { PDF_BOUNDS, type Spending } from './bounds.ts';
import type { ObjectHead } from './object-heads.ts';
import { ObjectParser } from './object-parser.ts';
import { PdfStream, type PdfValue } from './pdf-value.ts';
import { unpack } from './unpack.ts';

/** An object within an object stream (ISO 32000-1 clause 7.5.7). */
export interface PackedPlace {
  readonly kind: 'packed';
  readonly number: number;
  readonly stream: ObjectHead;
  /** In the unpacked stream. */
  readonly offset: number;
}

interface Unpacked {
  readonly bytes: Uint8Array;
  readonly parser: ObjectParser;
}

/** Bytes of unpacked streams kept: their objects are mostly asked for together. */
const KEPT_BYTES = 32 * 1024 * 1024;

/** The object streams of a file, unpacked when one of their objects is asked for. */
export class ObjectStreams {
  readonly #load: (head: ObjectHead) => PdfValue | undefined;
  readonly #spending: Spending;
  readonly #kept = new Map<number, Unpacked | undefined>();
  #keptBytes = 0;

  constructor(load: (head: ObjectHead) => PdfValue | undefined, spending: Spending) {
    this.#load = load;
    this.#spending = spending;
  }

  read({ stream, offset }: PackedPlace): PdfValue | undefined {
    return this.#unpacked(stream)?.parser.at(offset)?.value;
  }

  #unpacked(stream: ObjectHead): Unpacked | undefined {
    if (this.#kept.has(stream.offset)) return this.#kept.get(stream.offset);
    const value = this.#load(stream);
    const bytes = value instanceof PdfStream ? unpack(value, this.#spending) : undefined;
    const unpacked = bytes && { bytes, parser: new ObjectParser(bytes, this.#spending) };
    this.#keptBytes += bytes?.length ?? 0;
    for (const [oldest, { bytes } = NOTHING] of this.#kept) {
      if (this.#keptBytes <= KEPT_BYTES) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= bytes.length;
    }
    this.#kept.set(stream.offset, unpacked);
    return unpacked;
  }
}

const NOTHING = { bytes: new Uint8Array() };

/** The places that an object stream lists; undefined when it can't be unpacked or read. */
export function packedPlaces(
  stream: PdfStream,
  head: ObjectHead,
  spending: Spending,
): readonly PackedPlace[] | undefined {
  const first = integerIn(stream, 'First');
  const count = integerIn(stream, 'N');
  const bytes = unpack(stream, spending);
  if (first === undefined || count === undefined || bytes === undefined) return undefined;
  if (count > PDF_BOUNDS.objects || first > bytes.length) return undefined;
  const index = Buffer.from(bytes.buffer, bytes.byteOffset, first).toString('latin1');
  const numbers = index.match(/\d+/g)?.map(Number) ?? [];
  const places: PackedPlace[] = [];
  for (let at = 0; at < 2 * count; at += 2) {
    const [number, offset] = [numbers[at], numbers[at + 1]];
    if (number === undefined || offset === undefined) return undefined;
    places.push({ kind: 'packed', number, stream: head, offset: first + offset });
  }
  return places;
}

function integerIn({ dict }: PdfStream, key: string): number | undefined {
  const value = dict.get(key);
  return Number.isInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
}
